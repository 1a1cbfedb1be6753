// SPDX-License-Identifier: BSL-1.0
//
// The filter while it is typed, in the bottom row. A word that no lane can ever
// be is said to be none, so that nobody waits for it to match.
#include <fmt/core.h>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

void draw_filter(grid& on, const live_view& view) {
  const auto [columns, rows] = on.extent();
  const int y = rows - 1;
  on.fill(0, y, columns, 1, U' ', style::bar);
  int x = on.put(1, y, "/", style::bar_key);
  x = on.put(x, y, fitted(view.who.filter, columns / 2), style::bar);
  on.put(x, y, U' ', style::bar);
  on.reverse(x, y, 1);
  const std::string way_out = "Enter keep   Esc clear";
  const int end = columns - columns_of(way_out) - 1;
  on.put(end, y, way_out, style::bar_key);
  const std::string hint =
      view.unknown_word.empty()
          ? std::string("a name  state:ready  waits:lock")
          : fmt::format("nobody can ever be {}", view.unknown_word);
  on.put(x + 3, y, fitted(hint, end - x - 5),
         view.unknown_word.empty() ? style::bar : style::badge);
}

}  // namespace

void draw_bottom_row(grid& on, const live_view& view) {
  if (view.who.typing) {
    return draw_filter(on, view);
  }
  draw_key_row(on,
               view.who.setting_stop ? screen_kind::stops : screen_kind::live);
}

}  // namespace looplab::frame
