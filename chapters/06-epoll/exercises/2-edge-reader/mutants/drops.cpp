// SPDX-License-Identifier: BSL-1.0
//
// Mutant: forgets what came before the end.
// fails: all-bytes
#include <sys/socket.h>

#include <cerrno>
#include <string>

bool read_ready(int fd, std::string& into) {
  char buffer[64];
  std::string came;
  while (true) {
    auto n = ::recv(fd, buffer, sizeof buffer, 0);
    if (n == 0) {
      return false;
    }
    if (n < 0) {
      into += came;
      return errno == EAGAIN;
    }
    came.append(buffer, static_cast<std::size_t>(n));
  }
}
