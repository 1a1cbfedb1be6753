// SPDX-License-Identifier: BSL-1.0
//
// A family as a log: a master that waits for its workers, and two of them, each
// with a loop on the same listener and a client with the same number.
#pragma once

#include <sys/epoll.h>

#include "tests/model/log_builder.hpp"

namespace looplab::tests {

inline constexpr std::uint16_t master = 0, first_worker = 1, second_worker = 2;

/// The second worker has made three turns, the first nine.
inline void write_family(log_builder& b) {
  using trace::thing_kind;
  using trace::verb;
  using trace::wait_why;
  const trace::id loop = log_builder::fd(4);
  b.create(thing_kind::thread, log_builder::thread(4711), "server");
  b.run(log_builder::thread(4711));
  b.open(3, "listener");
  for (const std::uint32_t pid : {4712u, 4713u}) {
    b.process(pid, "server");
    b.at("worker.cpp", 10 + pid % 10, "serve");
    b.create(thing_kind::thread, log_builder::thread(pid), "server");
    b.run(log_builder::thread(pid));
    b.open(3, "listener");
    b.open(4, "epoll");
    b.open(7, pid == 4712 ? "client of the first" : "client of the second");
    b.watch(3, loop, EPOLLIN, 3);
    b.watch(7, loop, EPOLLIN, 7);
  }
  b.in(master).nowhere();
  b.stop(log_builder::thread(4711), wait_why::sleep, 0, 5'000'000'000);
  const auto turn = [&](std::uint16_t who) {
    b.in(who).at("worker.cpp", 20u + who, "serve");
    b.poll_begin(loop);
    b.after_ms(3).poll_end(loop, 2);
    b.ready(log_builder::fd(3), trace::readable, loop, 3);
    b.ready(log_builder::fd(7), trace::readable, loop, 7);
    b.act(log_builder::fd(7), verb::read, 100);
  };
  for (int i = 0; i < 9; ++i) {
    turn(first_worker);
    if (i % 3 == 0) {
      turn(second_worker);
    }
  }
}

}  // namespace looplab::tests
