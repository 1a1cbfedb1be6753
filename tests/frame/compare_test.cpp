// SPDX-License-Identifier: BSL-1.0
//
// Two runs under one cursor: the same column is the same time in both, and
// nothing is told of a run beyond its end.
#include <gtest/gtest.h>

#include "tests/frame/example_runs.hpp"
#include "visualizer/frame/layout.hpp"

namespace looplab::tests {

namespace {

using frame::size;

constexpr size wide{100, 30};
constexpr std::int64_t one_ms = 1'000'000;

frame::compare_view at(std::int64_t moment_ns, std::int64_t scale = 0) {
  frame::comparer who = example_comparer();
  who.moment_ns = moment_ns;
  who.ns_per_column = scale;
  return frame::compose(example_runs(), who, wide);
}

std::string cells_of(const model::lane& lane) {
  std::string out;
  for (const model::task_state state : lane.cells) {
    out += ".rRitldX"[static_cast<int>(state)];
  }
  return out;
}

TEST(compared, begin_with_their_first_clients) {
  const auto view = at(0, 10 * one_ms);
  EXPECT_EQ(view.first_column, 0);
  for (const frame::compared_run& run : view.runs) {
    EXPECT_EQ(run.columns, 1);
    EXPECT_EQ(run.so_far.clients, 1);
    EXPECT_EQ(run.so_far.answers, 0);
  }
}

TEST(compared, show_the_same_time_in_the_same_column) {
  const auto view = at(203 * one_ms, 10 * one_ms);
  EXPECT_EQ(view.runs[0].columns, 21);
  EXPECT_EQ(view.runs[1].columns, 21);
  ASSERT_FALSE(view.runs[0].seen.past.lanes.empty());
  // The one thread runs when a client comes and when its quote does.
  EXPECT_EQ(cells_of(view.runs[0].seen.past.lanes[0]), "RiiiiiiiiiiiiiiiiiiiR");
  // The loop's clients run in the first column, and in the last again.
  EXPECT_EQ(cells_of(view.runs[1].seen.past.lanes[1]), "RiiiiiiiiiiiiiiiiiiiR");
}

TEST(compared, stay_on_their_raster_while_the_cursor_moves) {
  const auto before = at(203 * one_ms, 10 * one_ms);
  const auto after = at(209 * one_ms, 10 * one_ms);
  const std::string was = cells_of(before.runs[0].seen.past.lanes[0]);
  const std::string is = cells_of(after.runs[0].seen.past.lanes[0]);
  EXPECT_EQ(was, is);
}

TEST(compared, say_that_a_run_is_over_and_show_no_more_of_it) {
  const auto view = at(500 * one_ms, 10 * one_ms);
  EXPECT_FALSE(view.runs[0].over);
  EXPECT_TRUE(view.runs[1].over);
  EXPECT_EQ(view.runs[0].columns, 51);
  EXPECT_EQ(view.runs[1].columns, 21);
  const std::string text = draw_compare(view, wide, {}).text();
  EXPECT_NE(text.find("ENDED AT 206 ms"), text.npos) << text;
  EXPECT_NE(text.find("The recording is over."), text.npos) << text;
}

TEST(compared, show_nothing_of_a_run_that_is_left_of_the_window) {
  const auto view = at(600 * one_ms, one_ms);
  EXPECT_EQ(view.runs[1].columns, 0);
  EXPECT_TRUE(view.runs[1].seen.past.columns.empty());
  draw_compare(view, wide, {});
}

TEST(compared, have_figures_at_the_cursor) {
  const auto view = at(330 * one_ms);
  EXPECT_EQ(view.runs[0].so_far.answers, 1);
  EXPECT_EQ(view.runs[1].so_far.answers, 3);
  EXPECT_EQ(view.runs[0].so_far.threads, 1);
  const std::string text = draw_compare(view, wide, {}).text();
  EXPECT_NE(text.find("1 to 2"), text.npos) << text;
  EXPECT_NE(text.find("3 to 3"), text.npos) << text;
}

TEST(compared, fit_at_first) {
  const auto view = at(0);
  const auto columns = view.length_ns / view.ns_per_column + 1;
  EXPECT_LE(columns, frame::history_columns(wide));
  EXPECT_GT(columns * 3, frame::history_columns(wide));
}

}  // namespace

}  // namespace looplab::tests
