// SPDX-License-Identifier: BSL-1.0
//
// The question before a lesson, and after it the answer beside what the person
// predicted.
#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

grid draw_predict(const predict_view& view, size extent, const glyphs& with) {
  if (extent.columns < smallest_screen.columns ||
      extent.rows < smallest_screen.rows) {
    return too_small(extent);
  }
  grid out(extent);
  const bool answered = view.right >= 0;
  out.fill(0, 0, extent.columns, 1, U' ', style::header);
  out.put(1, 0, view.title, style::header);
  const int columns = std::min(extent.columns - 8, 84);
  const int x = (extent.columns - columns) / 2;
  const area box{x - 2, 2, columns + 4, extent.rows - 5};
  draw_box(
      out, box,
      {answered ? "WHAT YOU PREDICTED, AND WHAT HAPPENED" : "FIRST, PREDICT",
       "", false},
      with);
  const int bottom = box.y + box.rows - 1;
  int y = put_wrapped(out, {x, 4, columns, bottom - 4}, view.question,
                      style::strong) +
          1;
  for (std::size_t i = 0; i < view.answers.size() && y < bottom; ++i) {
    const int index = static_cast<int>(i);
    const bool chosen = index == view.selected;
    const bool right = answered && index == view.right;
    const style look = right      ? style::strong
                       : answered ? style::dim
                       : chosen   ? style::menu_selected
                                  : style::text;
    const std::string mark = right    ? (with.ascii ? "*" : "✓")
                             : chosen ? (with.ascii ? ">" : "▸")
                                      : " ";
    out.put(x, y, fmt::format("{} {}", mark, i + 1), look);
    const int first = y;
    y = put_wrapped(out, {x + 5, y, columns - 5, bottom - y}, view.answers[i],
                    look) +
        1;
    out.mark({x, first, columns, y - 1 - first, hit::key, '1' + index});
  }
  if (answered && y < bottom) {
    put_wrapped(out, {x, y + 1, columns, bottom - y - 1}, view.why,
                style::narration);
  }
  const int keys = extent.rows - 1;
  out.fill(0, keys, extent.columns, 1, U' ', style::bar);
  out.put(1, keys,
          answered ? "any key: home"
                   : "1-4 choose   Enter watch it happen   q back",
          style::bar);
  finish(out, with);
  return out;
}

}  // namespace looplab::frame
