// SPDX-License-Identifier: BSL-1.0
//
// Four ways to send a file. They deliver the same bytes with more or fewer
// system calls, and they differ in who copies: bytes that were not copied still
// change on their way when the file changes.
#include <sys/mman.h>
#include <sys/sendfile.h>

#include "chapters/07-completion/experiments/delivery.hpp"

namespace {

// Each sends `size` bytes of the file and returns how many calls it took.
long read_and_write(int file, int to, std::size_t size) {
  std::vector<char> buffer(std::min(size, PIECE));
  long calls = 0;
  ::lseek(file, 0, SEEK_SET);
  for (std::size_t done = 0; done < size; done += buffer.size(), calls += 2) {
    must(::read(file, buffer.data(), buffer.size()) > 0, "read");
    must(::write(to, buffer.data(), buffer.size()) > 0, "write");
  }
  return calls;
}

long mmap_and_write(int file, int to, std::size_t size) {
  void* bytes = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  must(::write(to, bytes, size) > 0, "write");
  ::munmap(bytes, size);
  return 3;
}

long by_sendfile(int file, int to, std::size_t size) {
  long calls = 0;
  for (off_t done = 0; done < static_cast<off_t>(size); ++calls) {
    must(::sendfile(to, file, &done, size - static_cast<std::size_t>(done)) > 0,
         "sendfile");
  }
  return calls;
}

long by_splice(int file, int to, std::size_t size) {
  int pipe_ends[2];
  must(::pipe(pipe_ends) == 0, "pipe");
  long calls = 0;
  for (off_t done = 0; done < static_cast<off_t>(size); calls += 2) {
    auto got = ::splice(file, &done, pipe_ends[1], nullptr, PIECE, 0);
    auto piece = static_cast<std::size_t>(got);
    must(::splice(pipe_ends[0], nullptr, to, nullptr, piece, 0) == got,
         "splice");
    done = size < PIECE ? static_cast<off_t>(size) : done;
  }
  return calls;
}

void show(const char* name, long (*send)(int, int, std::size_t), int file) {
  connection all;
  receiver sums(all.theirs);
  long calls = send(file, all.ours, FILE_SIZE);
  ::shutdown(all.ours, SHUT_WR);
  // One page is sent, and changed before anybody receives it.
  connection page;
  char byte = 0;
  must(::pwrite(file, "a", 1, 0) == 1, "pwrite");
  send(file, page.ours, 4096);
  must(::pwrite(file, "b", 1, 0) == 1, "pwrite");
  must(::recv(page.theirs, &byte, 1, 0) == 1, "recv");
  std::printf("%-12s %4ld calls, sum %016lx, changed later: %s\n", name, calls,
              sums.sum(), byte == 'a' ? "not seen" : "seen");
  must(::pwrite(file, "\0", 1, 0) == 1, "pwrite");
}

}  // namespace

int main(int, char** argv) {
  int file = make_pattern(argv[0]);
  show("read, write", read_and_write, file);
  show("mmap, write", mmap_and_write, file);
  show("sendfile", by_sendfile, file);
  show("splice", by_splice, file);
}
