// SPDX-License-Identifier: BSL-1.0
//
// A loop with one client, written by hand, and what is found in its log.
#pragma once

#include <cstdint>
#include <vector>

#include "tests/model/log_builder.hpp"
#include "visualizer/model/warnings.hpp"

namespace looplab::tests {

using trace::verb;
using trace::wait_why;

inline constexpr std::uint32_t epollin = 1;

/// A loop with one client, in its first turn.
inline log_builder one_client() {
  log_builder b;
  b.open(4, "epoll").open(7, "socket").task(1, "client 1");
  b.watch(7, log_builder::fd(4), epollin, 7);
  b.poll_begin(log_builder::fd(4)).poll_end(log_builder::fd(4), 1);
  b.ready(0, trace::readable, log_builder::fd(4), 7);
  return b;
}

inline log_builder& run_for_ms(log_builder& b, std::int64_t ms) {
  return b.run(1)
      .act(log_builder::fd(7), verb::read, 5)
      .after_ms(ms)
      .stop(1, wait_why::io, log_builder::fd(7));
}

inline log_builder& next_turn(log_builder& b) {
  return b.poll_begin(log_builder::fd(4)).poll_end(log_builder::fd(4), 1);
}

/// What /proc says now: the loop's thread was kept waiting so long so far.
inline void look(log_builder& b, std::int64_t delay_ns, char state = 'S') {
  trace::sample seen;
  seen.t_ns = b.now_ns() + 1000;
  seen.threads.push_back({4711, state, "", 0, 0, "server", delay_ns});
  b.events().add_sample(seen);
}

inline std::vector<model::warning> found_in(log_builder& b) {
  model::warnings all(b.events());
  all.catch_up();
  return all.all();
}

}  // namespace looplab::tests
