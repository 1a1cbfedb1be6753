// SPDX-License-Identifier: BSL-1.0
//
// See shapes.hpp. A line character is its arms: each goes from the middle of
// the cell to one edge, one unit thick or, if heavy, three.
#include "visualizer/export/shapes.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "visualizer/export/svg.hpp"

namespace looplab::exporting {

namespace {

enum arm : unsigned { up = 1, down = 2, left = 4, right = 8, heavy = 16 };

struct line_glyph {
  char32_t glyph;
  unsigned arms;
};

constexpr line_glyph line_glyphs[] = {
    {U'─', left | right},         {U'│', up | down},
    {U'┌', right | down},         {U'┐', left | down},
    {U'└', right | up},           {U'┘', left | up},
    {U'├', up | down | right},    {U'┤', up | down | left},
    {U'━', left | right | heavy}, {U'┃', up | down | heavy},
    {U'┏', right | down | heavy}, {U'┓', left | down | heavy},
    {U'┗', right | up | heavy},   {U'┛', left | up | heavy},
};

std::vector<rectangle> lines(unsigned arms) {
  const int thick = (arms & heavy) != 0 ? 3 : 1;
  const int x = cell_width / 2 - thick / 2;
  const int y = cell_height / 2 - thick / 2;
  std::vector<rectangle> out;
  if ((arms & (left | right)) != 0) {
    const int from = (arms & left) != 0 ? 0 : x;
    const int to = (arms & right) != 0 ? cell_width : x + thick;
    out.push_back({from, y, to - from, thick});
  }
  if ((arms & (up | down)) != 0) {
    const int from = (arms & up) != 0 ? 0 : y;
    const int to = (arms & down) != 0 ? cell_height : y + thick;
    out.push_back({x, from, thick, to - from});
  }
  return out;
}

}  // namespace

std::vector<rectangle> shape_of(char32_t glyph) {
  constexpr std::u32string_view from_below = U"▁▂▃▄▅▆▇█";
  if (const auto n = from_below.find(glyph); n != from_below.npos) {
    const int height = (static_cast<int>(n) + 1) * cell_height / 8;
    return {{0, cell_height - height, cell_width, height}};
  }
  constexpr std::u32string_view from_left = U"▏▎▍▌▋▊▉";
  if (const auto n = from_left.find(glyph); n != from_left.npos) {
    return {{0, 0, (static_cast<int>(n) + 1) * cell_width / 8, cell_height}};
  }
  const auto* known = std::ranges::find(line_glyphs, glyph, &line_glyph::glyph);
  return known == std::end(line_glyphs) ? std::vector<rectangle>()
                                        : lines(known->arms);
}

}  // namespace looplab::exporting
