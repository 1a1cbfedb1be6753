// SPDX-License-Identifier: BSL-1.0
//
// What is drawn says what a click on it means.
#include <string>

#include <gtest/gtest.h>

#include "tests/frame/example_runs.hpp"
#include "tests/frame/example_views.hpp"
#include "visualizer/frame/help.hpp"

namespace looplab::tests {

namespace {

using frame::hit;
using frame::size;

constexpr size sizes[] = {{80, 24}, {100, 30}, {120, 40}};

/// Where a text stands on a frame, as x and y; y is -1 where it does not.
std::pair<int, int> cell_with(const frame::grid& drawn,
                              const std::u32string& text) {
  const auto [columns, rows] = drawn.extent();
  for (int y = rows - 1; y >= 0; --y) {
    for (int x = 0; x < columns; ++x) {
      std::size_t same = 0;
      while (same < text.size() &&
             drawn.at(x + static_cast<int>(same), y).glyph == text[same]) {
        ++same;
      }
      if (same == text.size()) {
        return {x, y};
      }
    }
  }
  return {0, -1};
}

frame::region at(const frame::grid& drawn, const std::u32string& text) {
  const auto [x, y] = cell_with(drawn, text);
  const frame::region* found = drawn.region_at(x, y);
  return found == nullptr ? frame::region{} : *found;
}

TEST(click, on_a_key_of_the_bottom_row_is_that_key) {
  for (const size extent : sizes) {
    const auto drawn = draw_live(loop_view(extent), extent, {});
    EXPECT_EQ(at(drawn, U"space play").value, ' ');
    EXPECT_EQ(at(drawn, U"play").value, ' ');
    EXPECT_EQ(at(drawn, U"q quit").value, 'q');
    EXPECT_EQ(at(drawn, U"←→").value, int{frame::key_left});
    EXPECT_EQ(at(drawn, U"→ scrub").value, int{frame::key_right});
    EXPECT_EQ(at(drawn, U"q quit").kind, hit::key);
  }
}

TEST(click, on_a_lane_is_the_lane_of_its_name) {
  for (const bool projector : {false, true}) {
    for (const size extent : sizes) {
      frame::live_view view = loop_view(extent);
      view.who.projector = projector;
      const auto drawn = draw_live(view, extent, {});
      const frame::region lane = at(drawn, U"RUNNING");
      EXPECT_EQ(lane.kind, hit::lane);
      EXPECT_EQ(lane.value, 3);
    }
  }
}

TEST(click, on_the_time_line_spans_all_of_it) {
  const auto drawn = draw_live(loop_view({80, 24}), {80, 24}, {});
  const frame::region line = at(drawn, U"●");
  EXPECT_EQ(line.kind, hit::time);
  EXPECT_EQ(drawn.at(line.x - 1, line.y).glyph, U'├');
  EXPECT_EQ(drawn.at(line.x + line.columns, line.y).glyph, U'┤');
}

TEST(click, on_the_help_is_never_one_on_what_lies_below) {
  const size extent{80, 24};
  frame::grid drawn = draw_live(loop_view(extent), extent, {});
  draw_help(drawn, {frame::screen_kind::live, ""}, {});
  const auto found = frame::found_in_help(frame::screen_kind::live, "");
  for (int y = 0; y < extent.rows; ++y) {
    for (int x = 0; x < extent.columns; ++x) {
      const frame::region* part = drawn.region_at(x, y);
      ASSERT_TRUE(part == nullptr || part->kind == hit::row);
    }
  }
  EXPECT_EQ(found[static_cast<std::size_t>(at(drawn, U"faster").value)].does,
            frame::command::faster);
}

TEST(click, in_the_comparison_knows_whose_lane_it_is) {
  const size extent{100, 30};
  const auto drawn = draw_compare(
      compose(example_runs(), example_comparer(), extent), extent, {});
  EXPECT_EQ(at(drawn, U"t1 main").part, 0);
  EXPECT_EQ(at(drawn, U"t3 client 2").part, 1);
  EXPECT_EQ(at(drawn, U"t3 client 2").value, 2);
}

TEST(click, on_a_chapter_or_an_answer_is_its_row) {
  const size extent{80, 24};
  const auto home = draw_home(chapters_view(), extent, {});
  EXPECT_EQ(at(home, U"02  Threads").kind, hit::row);
  EXPECT_EQ(at(home, U"02  Threads").value, 1);
  const auto asked = draw_predict(prediction_view(), extent, {});
  EXPECT_EQ(at(asked, U"4  as many").value, '4');
}

}  // namespace

}  // namespace looplab::tests
