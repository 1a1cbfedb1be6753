// SPDX-License-Identifier: BSL-1.0
//
// Mutant: begins the file again in each call.
// fails: all-of-it
#include <fcntl.h>
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
  what.sent = 0;
  while (what.sent < what.size) {
    // It moves what.sent on by as much as the socket took.
    const auto left = static_cast<std::size_t>(what.size - what.sent);
    const auto count = ::sendfile(client, what.file, &what.sent, left);
    if (count < 0 && errno == EAGAIN) {
      return progress::more;
    }
    if (count <= 0) {  // 0: the file has become shorter
      return over(what, progress::failed);
    }
  }
  return over(what, progress::done);
}
