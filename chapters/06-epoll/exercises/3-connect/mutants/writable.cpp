// SPDX-License-Identifier: BSL-1.0
//
// Mutant: takes writable for connected.
// fails: says-why-not M08
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

int connect_within(const sockaddr_in& where, int limit_ms) {
  int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const auto* address = reinterpret_cast<const sockaddr*>(&where);
  int error = ::connect(fd, address, sizeof where) == 0 ? 0 : errno;
  if (error == EINPROGRESS) {
    pollfd it{fd, POLLOUT, 0};
    error = ::poll(&it, 1, limit_ms) == 0 ? ETIMEDOUT : 0;
  }
  if (error != 0) {
    ::close(fd);
  }
  return error == 0 ? fd : -error;
}
