// SPDX-License-Identifier: BSL-1.0
//
// Sockets made, accepted, connected and shut down.
#include <fcntl.h>
#include <sys/socket.h>

#include "trace/hooks/posix/descriptors.hpp"
#include "trace/hooks/posix/transfer.hpp"

namespace looplab::trace::hooks {

static_assert(SOCK_NONBLOCK == O_NONBLOCK);

extern "C" {

int socket(int domain, int type, int protocol) noexcept {
  const auto real = next<"socket", int(int, int, int)>();
  const int made = real(domain, type, protocol);
  opened(made, descriptor_kind::socket, type, caller());
  return made;
}

int socketpair(int domain, int type, int protocol, int* made) noexcept {
  const auto real = next<"socketpair", int(int, int, int, int*)>();
  const int result = real(domain, type, protocol, made);
  if (result == 0) {
    opened(made[0], descriptor_kind::socket, type, caller());
    opened(made[1], descriptor_kind::socket, type, caller(),
           descriptor_id(made[0]));
  }
  return result;
}

int accept(int fd, sockaddr* peer, socklen_t* size) {
  const int made =
      transfer<"accept">(&::accept, {fd, verb::accept}, fd, peer, size);
  opened(made, descriptor_kind::socket, 0, caller(), descriptor_id(fd));
  return made;
}

int accept4(int fd, sockaddr* peer, socklen_t* size, int flags) {
  const int made = transfer<"accept4">(&::accept4, {fd, verb::accept}, fd, peer,
                                       size, flags);
  opened(made, descriptor_kind::socket, flags, caller(), descriptor_id(fd));
  return made;
}

int connect(int fd, const sockaddr* peer, socklen_t size) {
  return transfer<"connect">(&::connect, {fd, verb::connect}, fd, peer, size);
}

int shutdown(int fd, int how) noexcept {
  return transfer<"shutdown">(&::shutdown, {fd, verb::shutdown, true}, fd, how);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
