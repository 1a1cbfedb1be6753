// SPDX-License-Identifier: BSL-1.0
//
// The cursor over two recordings: each step back undoes a step on, to the cell;
// and playing is time, slowed down.
#include "visualizer/program/compare_cursor.hpp"

#include <gtest/gtest.h>

#include "tests/frame/example_runs.hpp"

namespace looplab::program {

namespace {

using frame::command;
using std::chrono::milliseconds;

constexpr std::int64_t one_ms = 1'000'000;
const compare_cursor::time_point start{};

class compare_cursor_test : public testing::Test {
 protected:
  void press(command what, std::size_t active = 0) {
    EXPECT_TRUE(cursor_.press(what, start, 20 * one_ms, active));
  }

  frame::grid picture(frame::size extent) {
    frame::comparer who = tests::example_comparer();
    who.moment_ns = cursor_.moment();
    return frame::draw_compare(
        frame::compose(tests::example_runs(), who, extent), extent, {});
  }

  compare_cursor cursor_{tests::example_runs()};
};

TEST_F(compare_cursor_test, steps_through_the_events_of_both_and_back) {
  std::size_t steps = 0;
  for (std::int64_t before = -1; before != cursor_.moment(); ++steps) {
    before = cursor_.moment();
    const frame::grid here = picture({80, 24});
    press(command::next);
    if (cursor_.moment() == before) {
      break;
    }
    const std::int64_t next = cursor_.moment();
    press(command::back);
    ASSERT_EQ(cursor_.moment(), before);
    ASSERT_EQ(picture({80, 24}), here) << before;
    press(command::next);
    ASSERT_EQ(cursor_.moment(), next);
  }
  EXPECT_GT(steps, 50u);
  const std::int64_t end = cursor_.moment();
  press(command::start);
  EXPECT_EQ(cursor_.moment(), 0);
  press(command::live);
  EXPECT_EQ(cursor_.moment(), end);
}

TEST_F(compare_cursor_test, scrubs_column_by_column_to_both_ends) {
  const auto& runs = tests::example_runs();
  int presses = 0;
  for (std::int64_t before = -1; before < cursor_.moment(); ++presses) {
    before = cursor_.moment();
    press(command::right);
  }
  EXPECT_LT(presses, 100);
  EXPECT_GE(cursor_.moment(), runs[0].clock->length() - one_ms);
  for (int i = 0; i < presses; ++i) {
    press(command::left);
  }
  EXPECT_EQ(cursor_.moment(), 0);
}

TEST_F(compare_cursor_test, plays_at_a_speed_and_stands_on_an_event_then) {
  EXPECT_EQ(cursor_.speed(), "speed 1/10");
  EXPECT_FALSE(cursor_.next());
  press(command::play_pause);
  ASSERT_TRUE(cursor_.playing());
  ASSERT_TRUE(cursor_.next());
  cursor_.advance(start + milliseconds(1500));
  EXPECT_EQ(cursor_.moment(), 150 * one_ms);
  press(command::play_pause);
  // Nothing happens in A or B between 5 and 199 ms.
  EXPECT_LT(cursor_.moment(), 10 * one_ms);
  EXPECT_FALSE(cursor_.playing());
}

TEST_F(compare_cursor_test, stops_at_the_end_and_plays_again_from_the_begin) {
  press(command::live);
  const std::int64_t end = cursor_.moment();
  press(command::play_pause);
  EXPECT_EQ(cursor_.moment(), 0);
  cursor_.advance(start + std::chrono::hours(1));
  EXPECT_EQ(cursor_.moment(), end);
  EXPECT_FALSE(cursor_.playing());
}

TEST_F(compare_cursor_test, finds_the_turns_of_the_loop_that_is_chosen) {
  press(command::next_turn, 1);
  const std::int64_t second = cursor_.moment();
  EXPECT_GE(second, one_ms);
  EXPECT_LT(second, 3 * one_ms);
  press(command::next_turn, 1);
  EXPECT_GT(cursor_.moment(), second);
  press(command::back_turn, 1);
  EXPECT_EQ(cursor_.moment(), second);
}

TEST_F(compare_cursor_test, knows_what_is_not_about_time) {
  EXPECT_FALSE(cursor_.press(command::axis, start, one_ms, 0));
  EXPECT_FALSE(cursor_.press(command::swap, start, one_ms, 0));
}

}  // namespace

}  // namespace looplab::program
