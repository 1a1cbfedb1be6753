// SPDX-License-Identifier: BSL-1.0
//
// What the probe asks the kernel to wait for.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "tests/hooks/probe.hpp"

namespace looplab::test {

void epoll_scenario() {
  const int loop = epoll_create1(EPOLL_CLOEXEC);
  const int bell = eventfd(0, EFD_NONBLOCK);
  epoll_event watch{};
  watch.events = EPOLLIN;
  watch.data.u64 = 77;
  expect(epoll_ctl(loop, EPOLL_CTL_ADD, bell, &watch) == 0, "ADD");
  expect(eventfd_write(bell, 1) == 0, "eventfd_write");
  epoll_event ready[4];
  expect(epoll_wait(loop, ready, 4, 1000) == 1, "epoll_wait");
  eventfd_t value = 0;
  expect(eventfd_read(bell, &value) == 0 && value == 1, "eventfd_read");
  watch.events = EPOLLIN | EPOLLOUT;
  expect(epoll_ctl(loop, EPOLL_CTL_MOD, bell, &watch) == 0, "MOD");
  expect(epoll_pwait(loop, ready, 4, -1, nullptr) == 1, "epoll_pwait");
  expect(epoll_ctl(loop, EPOLL_CTL_DEL, bell, nullptr) == 0, "DEL");
  expect(epoll_wait(loop, ready, 4, 0) == 0, "epoll_wait for nothing");
  const int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  const itimerspec when{{0, 0}, {2, 5}};
  expect(timerfd_settime(timer, 0, &when, nullptr) == 0, "timerfd_settime");
}

void polling_scenario() {
  int ends[2];
  expect(pipe(ends) == 0, "pipe");
  pollfd asked[2]{{ends[0], POLLIN, 0}, {ends[1], POLLOUT, 0}};
  expect(poll(asked, 2, 1000) == 1, "poll");
  expect(write(ends[1], "x", 1) == 1, "write");
  const timespec second{1, 0};
  expect(ppoll(asked, 2, &second, nullptr) == 2, "ppoll");
  fd_set in;
  FD_ZERO(&in);
  FD_SET(ends[0], &in);
  expect(select(ends[0] + 1, &in, nullptr, nullptr, nullptr) == 1, "select");
  expect(pselect(ends[0] + 1, &in, nullptr, nullptr, &second, nullptr) == 1,
         "pselect");
  expect(poll(nullptr, 0, 0) == 0, "poll of nothing");
  // Who waits for a moment does wait: it is not told as none.
  const timespec moment{0, 1};
  timeval instant{0, 1};
  expect(ppoll(nullptr, 0, &moment, nullptr) == 0, "ppoll for a moment");
  expect(select(0, nullptr, nullptr, nullptr, &instant) == 0,
         "select for a moment");
}

void sleep_scenario() {
  const timespec moment{0, 1000};
  expect(nanosleep(&moment, nullptr) == 0, "nanosleep");
  expect(clock_nanosleep(CLOCK_MONOTONIC, 0, &moment, nullptr) == 0,
         "clock_nanosleep");
  const timespec past{1, 0};
  expect(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &past, nullptr) == 0,
         "clock_nanosleep until the past");
  expect(sleep(0) == 0, "sleep");
}

}  // namespace looplab::test
