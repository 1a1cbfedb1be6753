// SPDX-License-Identifier: BSL-1.0
//
// Mutant: waits a little for more.
// fails: never-sleeps
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>

bool read_ready(int fd, std::string& into) {
  char buffer[64];
  for (int tries = 0; tries < 2;) {
    auto n = ::recv(fd, buffer, sizeof buffer, 0);
    if (n == 0) {
      return false;
    }
    if (n > 0) {
      into.append(buffer, static_cast<std::size_t>(n));
    } else {
      ++tries;
      ::usleep(100);
    }
  }
  return true;
}
