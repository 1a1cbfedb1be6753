// SPDX-License-Identifier: BSL-1.0
//
// Turns of a loop: who is watched, when the program asks, what it is told.
#include "tests/hooks/exact_lines.hpp"

namespace looplab::test {

class turns : public every_way {};

TEST_P(turns, of_epoll_carry_the_loops_own_word) {
  EXPECT_EQ(
      told("epoll"),
      (lines{"create epoll d1", "create eventfd d2", "interest d2 1 with d1",
             "token d2 77 with d1", "write d2 8", "poll d1 1000", "polled d1 1",
             "ready - r of d1 77", "read d2 8", "interest d2 5 with d1",
             "token d2 77 with d1", "poll d1 -1", "polled d1 1",
             "ready - w of d1 77", "interest d2 0 with d1", "poll d1 0",
             "polled d1 0", "create timerfd d3", "arm d3 2000000005"}));
}

TEST_P(turns, of_poll_and_select_are_the_threads_own) {
  EXPECT_EQ(told("polling"), (lines{"create pipe d1",
                                    "create pipe d2 from d1",
                                    "poll t1 1000",
                                    "polled t1 1",
                                    "ready d2 w of t1 0",
                                    "stop io d2",
                                    "run d2",
                                    "write d2 1",
                                    "poll t1 1000",
                                    "polled t1 2",
                                    "ready d1 r of t1 0",
                                    "ready d2 w of t1 0",
                                    "poll t1 -1",
                                    "polled t1 1",
                                    "ready d1 r of t1 0",
                                    "poll t1 1000",
                                    "polled t1 1",
                                    "ready d1 r of t1 0",
                                    "poll t1 0",
                                    "polled t1 0",
                                    "poll t1 1",
                                    "polled t1 0",
                                    "poll t1 1",
                                    "polled t1 0"}));
}

TEST_P(turns, are_not_what_sleeping_is) {
  EXPECT_EQ(told("sleep"),
            (lines{"stop sleep -", "run -", "stop sleep -", "run -",
                   "stop sleep -", "run -", "stop sleep -", "run -"}));
}

INSTANTIATE_TEST_SUITE_P(hooks, turns, testing::ValuesIn(ways_to_hook()),
                         name_of);

}  // namespace looplab::test
