// SPDX-License-Identifier: BSL-1.0
//
// Mutant: reads a piece into memory, and sends it from there.
// fails: no-detour
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
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
    char piece[65536];
    auto count = ::pread(what.file, piece, sizeof piece, what.sent);
    if (count > 0) {
      count =
          ::send(client, piece, static_cast<std::size_t>(count), MSG_NOSIGNAL);
      what.sent += count > 0 ? count : 0;
    }
    if (count < 0 && errno == EAGAIN) {
      return progress::more;
    }
    if (count <= 0) {  // 0: the file has become shorter
      return over(what, progress::failed);
    }
  }
  return over(what, progress::done);
}
