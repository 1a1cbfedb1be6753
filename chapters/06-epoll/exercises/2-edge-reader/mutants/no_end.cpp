// SPDX-License-Identifier: BSL-1.0
//
// Mutant: takes the end for nothing-there.
// fails: sees-the-end
#include <sys/socket.h>

#include <cerrno>
#include <string>

bool read_ready(int fd, std::string& into) {
  char buffer[64];
  while (true) {
    auto n = ::recv(fd, buffer, sizeof buffer, 0);
    if (n <= 0) {
      return n == 0 || errno == EAGAIN;
    }
    into.append(buffer, static_cast<std::size_t>(n));
  }
}
