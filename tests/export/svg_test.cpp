// SPDX-License-Identifier: BSL-1.0
//
// A picture is whole cells: text runs as wide as their cells, blocks and lines
// as rectangles, names that look like markup as text.
#include "visualizer/export/svg.hpp"

#include <gtest/gtest.h>

#include "visualizer/export/rgb.hpp"
#include "visualizer/export/shapes.hpp"

namespace looplab::exporting {

namespace {

using frame::grid;
using frame::style;
using frame::theme;

TEST(svg, is_as_large_as_its_cells) {
  const std::string made = svg_of(grid({10, 2}), theme::dark);
  EXPECT_NE(made.find("width=\"90\" height=\"36\""), made.npos) << made;
  EXPECT_NE(made.find("crispEdges"), made.npos);
  EXPECT_TRUE(made.ends_with("</svg>\n"));
}

TEST(svg, stretches_each_run_of_text_to_its_cells) {
  grid g({10, 1});
  g.put(1, 0, "abc", style::text);
  g.put(4, 0, "de", style::running);
  const std::string made = svg_of(g, theme::dark);
  EXPECT_NE(made.find("<text x=\"9\" y=\"14\" textLength=\"27\""), made.npos);
  EXPECT_NE(made.find("<text x=\"36\" y=\"14\" textLength=\"18\""), made.npos);
  EXPECT_NE(made.find("fill=\"#00ffaf\" font-weight=\"bold\""), made.npos);
}

TEST(svg, draws_blocks_as_one_rectangle) {
  grid g({10, 1});
  g.put(0, 0, "████", style::running);
  const std::string made = svg_of(g, theme::dark);
  EXPECT_EQ(made.find("<text"), made.npos);
  EXPECT_NE(made.find("width=\"36\" height=\"18\" fill=\"#00ffaf\""),
            made.npos);
}

TEST(svg, keeps_thin_lines_where_it_is_shown_smaller) {
  grid g({10, 1});
  g.put(0, 0, "──█━", style::text);
  const std::string made = svg_of(g, theme::dark);
  const auto soft = made.find("shape-rendering=\"auto\"");
  ASSERT_NE(soft, made.npos) << made;
  EXPECT_EQ(made.rfind("height=\"1\"", soft), made.rfind("height", soft));
  EXPECT_EQ(made.find("\"auto\"", soft + 30), made.npos) << made;
}

TEST(svg, shows_markup_as_text) {
  grid g({20, 1});
  g.put(0, 0, "vector<int>&", style::text);
  const std::string made = svg_of(g, theme::light);
  EXPECT_NE(made.find(">vector&lt;int&gt;&amp;</text>"), made.npos) << made;
}

TEST(svg, is_the_same_for_the_same_frame) {
  grid g({20, 3});
  g.put(3, 1, "now", style::badge);
  EXPECT_EQ(svg_of(g, theme::mono), svg_of(g, theme::mono));
  EXPECT_NE(svg_of(g, theme::dark), svg_of(g, theme::light));
}

TEST(svg, of_no_cells_is_a_picture_too) {
  EXPECT_TRUE(svg_of(grid({0, 0}), theme::dark).ends_with("</svg>\n"));
}

TEST(shapes, stay_inside_their_cell) {
  for (char32_t glyph = 0x2500; glyph < 0x25a0; ++glyph) {
    for (const rectangle& r : shape_of(glyph)) {
      EXPECT_GE(r.x, 0);
      EXPECT_GE(r.y, 0);
      EXPECT_LE(r.x + r.width, cell_width);
      EXPECT_LE(r.y + r.height, cell_height);
    }
  }
  EXPECT_TRUE(shape_of(U'a').empty());
}

TEST(palette, is_xterms) {
  EXPECT_EQ(hex(colour_of(16)), "#000000");
  EXPECT_EQ(hex(colour_of(49)), "#00ffaf");
  EXPECT_EQ(hex(colour_of(208)), "#ff8700");
  EXPECT_EQ(hex(colour_of(231)), "#ffffff");
  EXPECT_EQ(hex(colour_of(245)), "#8a8a8a");
}

}  // namespace

}  // namespace looplab::exporting
