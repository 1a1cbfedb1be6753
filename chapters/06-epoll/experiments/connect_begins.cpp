// SPDX-License-Identifier: BSL-1.0
//
// A non-blocking connect begins something. The socket becomes writable when it
// is over, and "writable" is not "connected": SO_ERROR says which it is.
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace {

void connect_to(const sockaddr_in& where, const char* name) {
  int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  int result =
      ::connect(fd, reinterpret_cast<const sockaddr*>(&where), sizeof where);
  std::printf("%s: connect returned %d, %s\n", name, result,
              errno == EINPROGRESS ? "EINPROGRESS" : std::strerror(errno));
  pollfd waited{fd, POLLOUT, 0};
  ::poll(&waited, 1, 5000);
  int error = -1;
  socklen_t size = sizeof error;
  ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
  std::printf("%s: writable %d, SO_ERROR %s\n", name,
              (waited.revents & POLLOUT) != 0,
              error == 0 ? "0" : std::strerror(error));
  ::close(fd);
}

}  // namespace

int main() {
  sockaddr_in where{};
  where.sin_family = AF_INET;
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof where;
  auto* generic = reinterpret_cast<sockaddr*>(&where);
  int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::bind(listener, generic, size) != 0 || ::listen(listener, 1) != 0 ||
      ::getsockname(listener, generic, &size) != 0) {
    std::perror("connect_begins: cannot listen");
    return 1;
  }
  connect_to(where, "somebody listens");
  ::close(listener);
  connect_to(where, "nobody listens");
}
