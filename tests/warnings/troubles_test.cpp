// SPDX-License-Identifier: BSL-1.0
//
// Every kind of trouble is found where it is, in a real program, and is not
// found in its neighbour that only looks like it.
#include <string>

#include <gtest/gtest.h>

#include "tests/warnings/recorded_warnings.hpp"

namespace looplab::tests {
namespace {

using model::warning_kind;

struct trouble {
  const char* program;
  warning_kind is;
};

class troubles : public testing::TestWithParam<trouble> {};

TEST_P(troubles, are_found_and_nothing_else) {
  const std::set kinds = {GetParam().is};
  const recorded_run run = one_of_a_few(
      [] {
        return record({TROUBLES, GetParam().program});
      },
      kinds);
  EXPECT_EQ(run.kinds(), kinds) << run.told();
}

INSTANTIATE_TEST_SUITE_P(
    all, troubles,
    testing::Values(trouble{"long_handler", warning_kind::long_handler},
                    trouble{"never_suspends", warning_kind::never_suspends},
                    trouble{"sleep_in_the_loop", warning_kind::blocking_call},
                    trouble{"lock_in_the_loop", warning_kind::blocking_call},
                    trouble{"read_in_the_loop", warning_kind::blocking_call},
                    trouble{"destroyed_while_suspended",
                            warning_kind::abandoned},
                    trouble{"never_awaited", warning_kind::never_awaited},
                    trouble{"polls_in_vain", warning_kind::busy_polling},
                    trouble{"accepts_in_vain", warning_kind::busy_polling},
                    trouble{"locks_crosswise", warning_kind::deadlock},
                    trouble{"lock_across_a_turn", warning_kind::held_lock},
                    trouble{"reads_half_of_an_edge", warning_kind::lost_wakeup},
                    trouble{"never_closes", warning_kind::descriptor_leak},
                    trouble{"queue_that_grows", warning_kind::growing_queue},
                    trouble{"thread_for_each", warning_kind::growing_threads}),
    [](const auto& one) { return std::string(one.param.program); });

class neighbours : public testing::TestWithParam<const char*> {};

TEST_P(neighbours, are_left_alone) {
  const recorded_run run = one_of_a_few(
      [] {
        return record({TROUBLES, GetParam()});
      },
      {});
  EXPECT_GT(run.events.size(), 5u);
  EXPECT_EQ(run.found.size(), 0u) << run.told();
}

INSTANTIATE_TEST_SUITE_P(
    all, neighbours,
    testing::Values("many_short_handlers", "long_computation_beside_the_loop",
                    "poll_and_compute", "suspends_in_between",
                    "sleep_beside_the_loop", "read_what_is_there",
                    "destroyed_when_finished", "destroyed_with_the_loop",
                    "polls_and_serves", "locks_both_at_once",
                    "lock_within_a_turn", "reads_all_of_an_edge", "reads_later",
                    "always_closes", "queue_that_is_emptied",
                    "threads_that_end"),
    [](const auto& one) { return std::string(one.param); });

}  // namespace
}  // namespace looplab::tests
