// SPDX-License-Identifier: BSL-1.0
//
// Waits for what comes from outside the program: who waits, and for whom.
#include "tests/hooks/exact_lines.hpp"

namespace looplab::test {

class waits : public every_way {};

TEST_P(waits, for_signals_are_told_unless_they_only_ask) {
  EXPECT_EQ(told("signals"),
            (lines{"stop signal -", "run -", "stop signal -", "run -",
                   "stop signal -", "run -", "stop signal -", "run -"}));
}

TEST_P(waits, for_children_name_the_one_that_is_asked_for) {
  EXPECT_EQ(
      told("children"),
      (lines{"stop join c1", "run c1", "stop join -", "run -", "stop join -",
             "run -", "stop join c2", "run c2", "stop join c3", "run c3"}));
}

INSTANTIATE_TEST_SUITE_P(hooks, waits, testing::ValuesIn(ways_to_hook()),
                         name_of);

}  // namespace looplab::test
