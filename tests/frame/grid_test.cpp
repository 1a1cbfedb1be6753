// SPDX-License-Identifier: BSL-1.0
//
// A grid keeps its extent, cuts what leaves it, and turns UTF-8 into cells and
// back; bytes that are no UTF-8 never reach a terminal.
#include "visualizer/frame/grid.hpp"

#include <gtest/gtest.h>

namespace looplab::frame {

namespace {

TEST(grid, gives_back_what_was_put) {
  grid g({8, 2});
  EXPECT_EQ(g.put(1, 0, "a█▂€", style::running), 5);
  EXPECT_EQ(g.row(0), " a█▂€   ");
  EXPECT_EQ(g.text(), " a█▂€\n\n");
  EXPECT_EQ(g.at(2, 0), (cell{U'█', style::running, false}));
}

TEST(grid, cuts_what_leaves_it) {
  grid g({4, 2});
  g.put(2, 0, "abcdef", style::text);
  g.put(-2, 1, "abcdef", style::text);
  g.put(0, 7, "abc", style::text);
  g.put(0, -1, "abc", style::text);
  g.fill(-5, -5, 100, 5, U'x', style::text);
  g.reverse(-3, 9, 50);
  g.restyle(-3, -9, 50, style::dim);
  EXPECT_EQ(g.text(), "  ab\ncdef\n");
}

TEST(grid, shows_no_bytes_that_are_not_utf8) {
  grid g({12, 1});
  g.put(0, 0, "\xff\xc3\x28\xe2\x82\x1b[31m\x7f", style::text);
  for (const char c : g.row(0)) {
    EXPECT_TRUE(c >= ' ' && c <= '~') << static_cast<int>(c);
  }
}

TEST(grid, shows_no_character_of_another_width) {
  grid g({6, 1});
  EXPECT_EQ(g.put(0, 0, "漢e\u0301⏸🔒", style::text), 5);
  EXPECT_EQ(g.row(0), "?e?⏸? ");
}

TEST(grid, of_no_size_can_be_drawn_on) {
  grid g({-3, 0});
  g.put(0, 0, "x", style::text);
  EXPECT_EQ(g.extent(), (size{0, 0}));
  EXPECT_EQ(g.at(0, 0).glyph, U' ');
  EXPECT_EQ(g.text(), "");
}

TEST(grid, equals_cell_by_cell) {
  grid a({3, 1});
  grid b({3, 1});
  EXPECT_EQ(a, b);
  b.reverse(1, 0, 1);
  EXPECT_FALSE(a == b);
}

}  // namespace

}  // namespace looplab::frame
