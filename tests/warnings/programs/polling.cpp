// SPDX-License-Identifier: BSL-1.0
//
// Loops that ask and ask, and one that is merely busy.
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/warnings/programs/trouble.hpp"

namespace looplab::trouble {

void polls_in_vain() {
  small_loop loop;
  for (int i = 0; i < 3000; ++i) {
    loop.turn([] {}, 0);
  }
}

/// The table of descriptors is full, and the listener stays ready.
void accepts_in_vain() {
  const int door = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof here;
  auto* const address = reinterpret_cast<sockaddr*>(&here);
  small_loop loop;
  epoll_event about{EPOLLIN, {}};
  about.data.fd = door;
  const int client = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::bind(door, address, size) != 0 || ::listen(door, 1) != 0 ||
      ::getsockname(door, address, &size) != 0 ||
      ::epoll_ctl(loop.epoll(), EPOLL_CTL_ADD, door, &about) != 0 ||
      ::connect(client, address, size) != 0) {
    return;
  }
  rlimit full{};
  ::getrlimit(RLIMIT_NOFILE, &full);
  full.rlim_cur = static_cast<rlim_t>(client) + 1;
  ::setrlimit(RLIMIT_NOFILE, &full);
  for (int i = 0; i < 600; ++i) {
    loop.turn([&] { ::accept4(door, nullptr, nullptr, SOCK_NONBLOCK); });
  }
}

void polls_and_serves() {
  small_loop loop;
  loop.turns(3000, [] {});
}

}  // namespace looplab::trouble
