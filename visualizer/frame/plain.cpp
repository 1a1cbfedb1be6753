// SPDX-License-Identifier: BSL-1.0
//
// Screens for terminals that have ASCII only. Every character has a twin of
// the same width; what has none, in a name or a source line, is shown as "?".
#include <algorithm>
#include <iterator>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

struct twin {
  char32_t from, to;
};

constexpr twin twins[] = {
    {U'─', U'-'}, {U'━', U'='}, {U'│', U'|'}, {U'┃', U'|'},  {U'┌', U'+'},
    {U'┐', U'+'}, {U'└', U'+'}, {U'┘', U'+'}, {U'┏', U'+'},  {U'┓', U'+'},
    {U'┗', U'+'}, {U'┛', U'+'}, {U'├', U'|'}, {U'┤', U'|'},  {U'▶', U'>'},
    {U'▸', U'>'}, {U'▼', U'v'}, {U'●', U'*'}, {U'·', U'.'},  {U'…', U'~'},
    {U'↺', U'@'}, {U'✓', U'x'}, {U'◐', U'o'}, {U'←', U'<'},  {U'→', U'>'},
    {U'↑', U'^'}, {U'↓', U'v'}, {U'µ', U'u'}, {U'█', U'#'},  {U'▅', U'+'},
    {U'▂', U'~'}, {U'–', U'-'}, {U'—', U'-'}, {U'’', U'\''},
};

}  // namespace

void finish(grid& drawn, const glyphs& with) {
  if (!with.ascii) {
    return;
  }
  const auto [columns, rows] = drawn.extent();
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      const cell was = drawn.at(x, y);
      if (was.glyph < 0x7f) {
        continue;
      }
      const auto* known = std::ranges::find(twins, was.glyph, &twin::from);
      const char32_t now = known == std::end(twins) ? U'?' : known->to;
      drawn.put(x, y, now, was.look);
      if (was.reversed) {
        drawn.reverse(x, y, 1);
      }
    }
  }
}

}  // namespace looplab::frame
