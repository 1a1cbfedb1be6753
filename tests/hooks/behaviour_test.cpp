// SPDX-License-Identifier: BSL-1.0
//
// Watching changes no result: errors, signals, cancellation and children are
// with the hooks as they are without. The probe checks the results itself.
#include <string_view>

#include "tests/hooks/exact_lines.hpp"

namespace looplab::test {

class behaviour : public every_way {};

TEST_P(behaviour, of_errno_and_error_numbers_is_kept) {
  EXPECT_FALSE(told("errno").empty());
  EXPECT_TRUE(run_.own.has("read - -9"));
}

TEST_P(behaviour, of_an_interrupted_call_is_kept) {
  EXPECT_FALSE(told("interrupt").empty());
  EXPECT_TRUE(run_.own.has("read d1 -4"));
}

TEST_P(behaviour, of_a_cancelled_call_is_kept) {
  EXPECT_FALSE(told("cancel").empty());
  const lines other = run_.own.lines(2);
  ASSERT_GE(other.size(), 2u);
  EXPECT_EQ(other[other.size() - 2], "stop io d1");
  EXPECT_EQ(other.back(), "end t2");
}

TEST_P(behaviour, of_a_call_in_a_signal_handler_is_told_where_it_was) {
  if (std::string_view(SANITIZER) == "thread") {
    GTEST_SKIP() << "ThreadSanitizer's run-time delays handlers until a call "
                    "that waits is over";
  }
  const lines mine = told("handler");
  ASSERT_GE(mine.size(), 9u);
  EXPECT_EQ((lines{mine.begin() + 3, mine.begin() + 9}),
            (lines{"stop io d1", "stop io d2", "run d2", "write d2 1", "run d1",
                   "read d1 1"}));
}

TEST_P(behaviour, of_a_forked_child_is_in_a_trace_of_its_own) {
  EXPECT_EQ(told("fork"),
            (lines{"create pipe d1", "create pipe d2 from d1", "stop join c1",
                   "run c1", "stop io d1", "run d1", "read d1 1"}));
  EXPECT_EQ(run_.children.size(), 1u);
}

// A worker that root forks makes its file before it becomes somebody else.
TEST_P(behaviour, of_a_child_that_gives_its_rights_away_is_in_a_trace) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "only root can become somebody else";
  }
  told("rights");
  EXPECT_EQ(run_.output, "");
  ASSERT_EQ(run_.children.size(), 5u);
  for (const recorded& child : run_.children) {
    EXPECT_TRUE(child.has("write")) << child.pid;
  }
}

// Nor does what the child closed change what we know of our own descriptors.
TEST_P(behaviour, of_a_vfork_child_stays_out_of_its_parents_trace) {
  EXPECT_EQ(told("vfork"),
            (lines{"create pipe d1", "create pipe d2 from d1", "stop join c1",
                   "run c1", "stop io d1", "run d1", "read d1 1"}));
}

INSTANTIATE_TEST_SUITE_P(hooks, behaviour, testing::ValuesIn(ways_to_hook()),
                         name_of);

}  // namespace looplab::test
