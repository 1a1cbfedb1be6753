// SPDX-License-Identifier: BSL-1.0
//
// One loop, seven ways to ask what can be read. Five bytes come; the loop reads
// one each time it is told, and stops when it is told no more.
#include <fcntl.h>

#include <cstdio>

#include "chapters/06-epoll/back_ends.hpp"

namespace {

using namespace looplab::chapter;

enum class asks { once, again };

void run(const char* name, back_end& kernel, asks how) {
  int ends[2];
  char byte;
  if (::pipe2(ends, O_NONBLOCK) != 0 || ::write(ends[1], "HELLO", 5) != 5 ||
      !kernel.watch(ends[0])) {
    std::printf("%-31s cannot be set up\n", name);
    return;
  }
  int times_told = 0;
  int bytes_read = 0;
  // [loop]
  for (auto told = kernel.wait(0); !told.empty(); told = kernel.wait(0)) {
    for (int fd : told) {
      ++times_told;
      bytes_read += ::read(fd, &byte, 1) == 1;
      if (how == asks::again) {
        kernel.again(fd);
      }
    }
  }
  // [loop]
  std::printf("%-31s told %d, read %d of 5\n", name, times_told, bytes_read);
  ::close(ends[0]);
  ::close(ends[1]);
}

void run_epoll(const char* name, std::uint32_t mode, asks how) {
  epoll_back_end kernel(mode);
  run(name, kernel, how);
}

}  // namespace

int main() {
  select_back_end select;
  poll_back_end poll;
  run("select", select, asks::once);
  run("poll", poll, asks::once);
  run_epoll("epoll, level-triggered", 0, asks::once);
  run_epoll("epoll, EPOLLEXCLUSIVE", EPOLLEXCLUSIVE, asks::once);
  run_epoll("epoll, edge-triggered", EPOLLET, asks::once);
  run_epoll("epoll, EPOLLONESHOT", EPOLLONESHOT, asks::once);
  run_epoll("epoll, EPOLLONESHOT, asks again", EPOLLONESHOT, asks::again);
}
