// SPDX-License-Identifier: BSL-1.0
//
// Five bytes come, one is read. Level-triggered epoll says again that there
// are bytes; edge-triggered epoll has said so already.
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

namespace {

bool show(const char* name, std::uint32_t mode) {
  int ends[2];
  int epoll = ::epoll_create1(0);
  if (epoll < 0 || ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
    return false;
  }
  epoll_event interest{EPOLLIN | mode, {}};
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &interest);
  if (::write(ends[1], "HELLO", 5) != 5) {
    return false;
  }
  epoll_event event{};
  char byte;
  int first = ::epoll_wait(epoll, &event, 1, 0);
  auto got = ::read(ends[0], &byte, 1);  // leaves four behind
  int second = ::epoll_wait(epoll, &event, 1, 0);
  std::printf("%s: ready %d, read %zd of 5, ready %d\n", name, first, got,
              second);
  ::close(ends[0]);
  ::close(ends[1]);
  ::close(epoll);
  return true;
}

}  // namespace

int main() {
  if (!show("level-triggered", 0) || !show("edge-triggered", EPOLLET)) {
    std::perror("level_or_edge: cannot set up");
    return 1;
  }
}
