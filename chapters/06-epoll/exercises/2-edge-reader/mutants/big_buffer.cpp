// SPDX-License-Identifier: BSL-1.0
//
// Mutant: takes a buffer that is surely big enough for one recv.
// fails: nothing-left M18
#include <sys/socket.h>

#include <cerrno>
#include <string>

bool read_ready(int fd, std::string& into) {
  static char buffer[4096];
  auto n = ::recv(fd, buffer, sizeof buffer, 0);
  into.append(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
  return n > 0 || (n < 0 && errno == EAGAIN);
}
