// SPDX-License-Identifier: BSL-1.0
//
// See trouble.hpp.
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>

#include "tests/warnings/programs/trouble.hpp"

namespace looplab::trouble {

namespace {

void must(bool fine, const char* what) {
  if (!fine) {
    std::perror(what);
    std::exit(3);
  }
}

}  // namespace

small_loop::small_loop(unsigned extra) : epoll_(::epoll_create1(0)) {
  must(epoll_ >= 0, "epoll_create1");
  must(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair_) == 0,
       "socketpair");
  epoll_event about{EPOLLIN | extra, {}};
  about.data.fd = inside();
  must(::epoll_ctl(epoll_, EPOLL_CTL_ADD, inside(), &about) == 0, "epoll_ctl");
}

small_loop::~small_loop() {
  ::close(pair_[0]);
  ::close(pair_[1]);
  ::close(epoll_);
}

void small_loop::turn(const std::function<void()>& ready, int timeout_ms) {
  epoll_event events[8];
  if (::epoll_wait(epoll_, events, 8, timeout_ms) > 0) {
    ready();
  }
}

void small_loop::turns(int count, const std::function<void()>& then) {
  for (int i = 0; i < count; ++i) {
    send_byte();
    turn([&] {
      take_byte();
      then();
    });
  }
  turn([] {}, 0);  // it goes on
}

void small_loop::send_byte() const {
  must(::send(outside(), "x", 1, 0) == 1, "send");
}

bool small_loop::take_byte() const {
  char byte = 0;
  return ::recv(inside(), &byte, 1, 0) == 1;
}

void compute_ms(long ms) {
  const auto spent_ns = [] {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return now.tv_sec * 1'000'000'000L + now.tv_nsec;
  };
  const long until = spent_ns() + ms * 1'000'000L;
  while (spent_ns() < until) {
  }
}

void pass_ms(long ms) {
  std::mutex nobody;
  std::condition_variable never;
  std::unique_lock lock(nobody);
  never.wait_for(lock, std::chrono::milliseconds(ms), [] { return false; });
}

}  // namespace looplab::trouble
