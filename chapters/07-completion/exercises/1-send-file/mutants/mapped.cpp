// SPDX-License-Identifier: BSL-1.0
//
// Mutant: sends from a mapping: one copy less than read, one more than none.
// fails: no-detour
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

// The answer to one client: a file, and how far it is.
struct file_answer {
  int file = -1;
  off_t size = 0;
  off_t sent = 0;
};

enum class progress { done, more, failed };

// False when there is no such file.
bool begin(file_answer& what, const char* path) {
  struct stat about {};

  what.file = ::open(path, O_RDONLY | O_CLOEXEC);
  if (what.file < 0 || ::fstat(what.file, &about) < 0) {
    return false;
  }
  what.size = about.st_size;
  return true;
}

static progress over(file_answer& what, progress how) {
  ::close(what.file);
  return how;
}

progress send_more(file_answer& what, int client) {
  while (what.sent < what.size) {
    const auto size = static_cast<std::size_t>(what.size);
    void* all = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, what.file, 0);
    const auto count = ::write(client, static_cast<char*>(all) + what.sent,
                               static_cast<std::size_t>(what.size - what.sent));
    what.sent += count > 0 ? count : 0;
    ::munmap(all, size);
    if (count < 0 && errno == EAGAIN) {
      return progress::more;
    }
    if (count <= 0) {  // 0: the file has become shorter
      return over(what, progress::failed);
    }
  }
  return over(what, progress::done);
}
