// SPDX-License-Identifier: BSL-1.0
//
// epoll tells that bytes are there, and recv copies them. With io_uring the
// receive was begun before; the kernel has copied when the program is told.
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "chapters/07-completion/experiments/ring_or_exit.hpp"

namespace {

int ends[2];

int bytes_in_kernel() {
  int count = 0;
  ::ioctl(ends[0], FIONREAD, &count);
  return count;
}

void somebody_sends(const char* text) {
  if (::write(ends[1], text, 5) != 5) {
    std::abort();
  }
}

void by_epoll() {
  char buffer[6] = ".....";
  int epoll = ::epoll_create1(0);
  epoll_event event{EPOLLIN, {}};
  ::epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &event);
  somebody_sends("HELLO");
  ::epoll_wait(epoll, &event, 1, -1);
  std::printf("epoll:    told; bytes in the kernel %d, buffer %s\n",
              bytes_in_kernel(), buffer);
  auto got = ::recv(ends[0], buffer, 5, 0);
  std::printf("epoll:    recv returned %zd, buffer %s\n", got, buffer);
}

void by_ring(io_uring& ring) {
  char buffer[6] = ".....";
  io_uring_prep_recv(io_uring_get_sqe(&ring), ends[0], buffer, 5, 0);
  io_uring_submit(&ring);
  std::printf("io_uring: begun; bytes in the kernel %d, buffer %s\n",
              bytes_in_kernel(), buffer);
  somebody_sends("WORLD");
  io_uring_cqe* done = nullptr;
  io_uring_wait_cqe(&ring, &done);
  std::printf("io_uring: told %d; bytes in the kernel %d, buffer %s\n",
              done->res, bytes_in_kernel(), buffer);
}

}  // namespace

int main() {
  auto ring = ring_or_exit("who_copies");
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
    std::perror("who_copies: cannot set up");
    return 1;
  }
  by_epoll();
  by_ring(ring);
}
