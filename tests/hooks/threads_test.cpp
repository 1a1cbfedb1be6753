// SPDX-License-Identifier: BSL-1.0
//
// Threads: made by whom, joined, and waiting for each other.
#include <cstdio>

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

TEST_P(threads, tell_the_names_they_get) {
  EXPECT_EQ(told("thread_names"), (lines{"note starts a thread", "stop join t2",
                                         "run t2", "note first of all"}));
  EXPECT_TRUE(run_.own.has("note by itself"));
}

// The second lock and unlock meet nobody and are not told. The wait says who
// has the mutex, without having seen it taken.
TEST_P(threads, tell_of_a_mutex_only_while_it_is_contended) {
  const lines mine = told("mutex");
  ASSERT_EQ(mine.size(), 7u);
  EXPECT_EQ((lines{mine.begin(), mine.begin() + 5}),
            (lines{"note starts a thread", "create mutex a1", "lock a1 -16",
                   "stop lock a1 of t2", "run a1"}));
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

TEST_P(threads, tell_of_a_semaphore_only_while_it_is_at_zero) {
  const lines mine = told("semaphore");
  ASSERT_GE(mine.size(), 6u);
  EXPECT_EQ((lines{mine.begin(), mine.begin() + 6}),
            (lines{"create mutex a1", "stop lock a1", "run a1",
                   "note starts a thread", "stop lock a1", "run a1"}));
  EXPECT_EQ(run_.own.count("stop lock"), 2);
  EXPECT_EQ(run_.own.count("notify a1 1"), 1);
}

TEST_P(threads, wait_for_futures_and_atomics) {
  const lines mine = told("future");
  ASSERT_GE(mine.size(), 7u);
  EXPECT_EQ((lines{mine.begin(), mine.begin() + 7}),
            (lines{"note starts a thread", "create word a1", "stop await a1",
                   "run a1", "create word a2", "stop await a2", "run a2"}));
}

// A call that comes through the C++ library has the place of the line that
// asked for it, not a place in the library.
TEST_P(threads, are_told_of_at_places_in_the_programs_own_code) {
  EXPECT_FALSE(told("places").empty());
  unsigned long long from = 0;
  unsigned long long to = 0;
  ASSERT_EQ(std::sscanf(run_.output.c_str(), "%llx %llx", &from, &to), 2);
  int placed = 0;
  for (std::size_t i = 0; i < run_.own.log.size(); ++i) {
    const auto& e = run_.own.log[i];
    if (e.place != 0) {
      const auto address = run_.own.log.at(e.place).address;
      EXPECT_TRUE(from < address && address <= to)
          << run_.own.all_lines()[i] << " is outside of the program";
      ++placed;
    }
  }
  EXPECT_GE(placed, 8);
}

INSTANTIATE_TEST_SUITE_P(hooks, threads, testing::ValuesIn(ways_to_hook()),
                         name_of);

}  // namespace looplab::test
