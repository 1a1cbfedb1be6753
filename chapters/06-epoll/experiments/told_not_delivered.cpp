// SPDX-License-Identifier: BSL-1.0
//
// epoll tells that bytes are there. It does not deliver them: they stay in the
// kernel until read takes them.
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>

int main() {
  std::array<int, 2> ends;
  int epoll = ::epoll_create1(0);
  if (epoll < 0 || ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) {
    std::perror("told_not_delivered: cannot set up");
    return 1;
  }
  epoll_event interest{EPOLLIN, {}};
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &interest);
  if (::write(ends[1], "HELLO", 5) != 5) {
    return 1;
  }

  char buffer[6] = ".....";
  epoll_event event{};
  int ready = ::epoll_wait(epoll, &event, 1, -1);
  int in_kernel = 0;
  ::ioctl(ends[0], FIONREAD, &in_kernel);
  std::printf("epoll_wait returned %d: bytes in the kernel %d, buffer %s\n",
              ready, in_kernel, buffer);

  auto got = ::read(ends[0], buffer, 5);
  ::ioctl(ends[0], FIONREAD, &in_kernel);
  std::printf("read returned %zd: bytes in the kernel %d, buffer %s\n", got,
              in_kernel, buffer);
}
