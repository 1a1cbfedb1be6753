// SPDX-License-Identifier: BSL-1.0
//
// Threads: made by whom, joined, and waiting for each other.
#include "tests/hooks/exact_lines.hpp"

namespace looplab::test {

class threads : public every_way {};

TEST_P(threads, name_their_maker_and_are_waited_for) {
  EXPECT_EQ(told("thread"),
            (lines{"note starts a thread", "stop join t2", "run t2"}));
  const lines other = run_.own.lines(2);
  ASSERT_GE(other.size(), 3u);
  EXPECT_TRUE(other[0].ends_with("t2 from t1")) << other[0];
  EXPECT_EQ(other[2], "run t1");
  EXPECT_EQ(other.back(), "end t2");
}

// The second lock and unlock meet nobody and are not told.
TEST_P(threads, tell_of_a_mutex_only_while_it_is_contended) {
  const lines mine = told("mutex");
  ASSERT_EQ(mine.size(), 7u);
  EXPECT_EQ((lines{mine.begin(), mine.begin() + 5}),
            (lines{"note starts a thread", "create mutex a1", "lock a1 -16",
                   "stop lock a1", "run a1"}));
  EXPECT_TRUE(run_.own.has("unlock a1 0"));
}

TEST_P(threads, wait_for_conditions_that_others_notify) {
  const lines mine = told("condition");
  ASSERT_GE(mine.size(), 6u);
  EXPECT_EQ(
      (lines{mine.begin(), mine.begin() + 6}),
      (lines{"note starts a thread", "create condition a1", "stop condition a1",
             "run a1", "stop condition a1", "run a1"}));
  EXPECT_TRUE(run_.own.has("notify a1 1"));
}

TEST_P(threads, wait_for_futures_and_atomics) {
  const lines mine = told("future");
  ASSERT_GE(mine.size(), 7u);
  EXPECT_EQ((lines{mine.begin(), mine.begin() + 7}),
            (lines{"note starts a thread", "create word a1", "stop await a1",
                   "run a1", "create word a2", "stop await a2", "run a2"}));
}

INSTANTIATE_TEST_SUITE_P(hooks, threads, testing::ValuesIn(ways_to_hook()),
                         name_of);

}  // namespace looplab::test
