// SPDX-License-Identifier: BSL-1.0
//
// What keeps a loop's thread, and what only looks as if it did.
#include <poll.h>

#include <thread>

#include "tests/warnings/programs/trouble.hpp"
#include "trace/recorder.hpp"

namespace looplab::trouble {

void long_handler() {
  small_loop loop;
  loop.turns(3, [] { compute_ms(60); });
  pass_ms(400);  // the reading of /proc comes now and then
}

void many_short_handlers() {
  small_loop loop;
  loop.turns(100, [] { compute_ms(1); });
  pass_ms(400);
}

void long_computation_beside_the_loop() {
  std::jthread other([] { compute_ms(100); });
  small_loop loop;
  loop.turns(3, [] { compute_ms(1); });
  other.join();
  pass_ms(400);
}

/// poll() on one descriptor waits for it; there is no loop to be held.
void poll_and_compute() {
  const small_loop pair;
  for (int i = 0; i < 3; ++i) {
    pair.send_byte();
    pollfd one{pair.inside(), POLLIN, 0};
    ::poll(&one, 1, -1);
    pair.take_byte();
    compute_ms(40);
  }
  pass_ms(400);
}

void never_suspends() {
  const trace::id task = trace::create(trace::thing_kind::task, "endless");
  trace::run(task);
  compute_ms(1700);
  trace::stop(task, trace::wait_why::finished);
  trace::end(task);
}

void suspends_in_between() {
  const trace::id task = trace::create(trace::thing_kind::task, "polite");
  for (int i = 0; i < 300; ++i) {
    trace::run(task);
    compute_ms(5);
    trace::stop(task, trace::wait_why::yield);
  }
  trace::end(task);
}

}  // namespace looplab::trouble
