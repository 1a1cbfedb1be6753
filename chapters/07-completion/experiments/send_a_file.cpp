// SPDX-License-Identifier: BSL-1.0
//
// Four ways to send a file. They deliver the same bytes with more or fewer
// system calls, and they differ in who copies: bytes that were not copied still
// change on their way when the file changes.
#include "chapters/07-completion/experiments/delivery.hpp"
#include "chapters/07-completion/experiments/ways_to_send.hpp"

namespace {

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
