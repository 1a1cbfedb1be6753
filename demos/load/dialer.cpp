// SPDX-License-Identifier: BSL-1.0
//
// The kernel's errors become sentences that say what to do.
#include "demos/load/dialer.hpp"

#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>

namespace looplab::load {
namespace {

constexpr unsigned OTHER_DESCRIPTORS = 16;  // standard ones, epoll, a margin

[[noreturn]] void cannot_dial(const plan& what, unsigned number, int error) {
  if (error == ECONNREFUSED) {
    throw load_error(
        3, "nobody listens at " + what.host + "; start a server there first");
  }
  if (error == EADDRNOTAVAIL) {
    throw load_error(3, "no port is left for connection " +
                            std::to_string(number + 1) + "; try --sources " +
                            std::to_string(what.sources + 1));
  }
  throw load_error(
      3, "connection " + std::to_string(number + 1) + " to " + what.host +
             " could not be made: " + std::generic_category().message(error));
}

// The port is chosen by connect, which knows the other end: chosen by bind, it
// would be taken for every other end, too.
bool choose_source(int fd, const plan& what, unsigned number) {
  if (what.sources == 1) {
    return true;
  }
  const int one = 1;
  sockaddr_in from{};
  from.sin_family = AF_INET;
  from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + number % what.sources);
  return ::setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one,
                      sizeof one) == 0 &&
         ::bind(fd, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0;
}

}  // namespace

dialer::dialer(const plan& what) : plan_(what) {
  const rlim_t needed = what.connections + OTHER_DESCRIPTORS;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur >= needed) {
    return;
  }
  // Up to the hard limit everybody may go.
  const rlim_t allowed = limit.rlim_max;
  limit.rlim_cur = std::min(needed, allowed);
  if (allowed < needed || ::setrlimit(RLIMIT_NOFILE, &limit) != 0) {
    throw load_error(3, std::to_string(what.connections) +
                            " connections need " + std::to_string(needed) +
                            " descriptors, and " + std::to_string(allowed) +
                            " are allowed; type: ulimit -n " +
                            std::to_string(needed));
  }
}

common::descriptor dialer::begin(unsigned number) const {
  common::descriptor made(
      ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!made || !choose_source(made.get(), plan_, number)) {
    return {};
  }
  const int one = 1;
  ::setsockopt(made.get(), IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  const auto* to = reinterpret_cast<const sockaddr*>(&plan_.server);
  if (::connect(made.get(), to, sizeof plan_.server) != 0 &&
      errno != EINPROGRESS) {
    const int error = errno;
    made.reset();
    errno = error;
  }
  return made;
}

common::descriptor dialer::dial(unsigned number,
                                common::milliseconds patience) const {
  common::descriptor made = begin(number);
  if (!made) {
    cannot_dial(plan_, number, errno);
  }
  pollfd wanted{made.get(), POLLOUT, 0};
  if (::poll(&wanted, 1, static_cast<int>(patience.count())) == 0) {
    cannot_dial(plan_, number, ETIMEDOUT);
  }
  if (const int error = outcome(made)) {
    cannot_dial(plan_, number, error);
  }
  return made;
}

int dialer::outcome(const common::descriptor& socket) {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
  return error;
}

}  // namespace looplab::load
