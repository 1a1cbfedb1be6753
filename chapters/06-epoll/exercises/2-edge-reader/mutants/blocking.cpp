// SPDX-License-Identifier: BSL-1.0
//
// Mutant: makes the descriptor block, and reads until the end.
// fails: never-sleeps
#include <fcntl.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>

bool read_ready(int fd, std::string& into) {
  ::fcntl(fd, F_SETFL, 0);
  char buffer[64];
  while (true) {
    auto n = ::recv(fd, buffer, sizeof buffer, 0);
    if (n <= 0) {
      return n < 0 && errno == EAGAIN;
    }
    into.append(buffer, static_cast<std::size_t>(n));
  }
}
