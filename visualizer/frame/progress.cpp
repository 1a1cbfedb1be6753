// SPDX-License-Identifier: BSL-1.0
//
// What is shown while something runs that can only be looked at afterwards.
#include <algorithm>

#include "visualizer/frame/compare_view.hpp"
#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

grid draw_progress(const progress_view& view, size extent, const glyphs& with) {
  if (extent.columns < smallest_screen.columns ||
      extent.rows < smallest_screen.rows) {
    return too_small(extent);
  }
  grid out(extent);
  out.fill(0, 0, extent.columns, 1, U' ', style::header);
  out.put(1, 0, fitted(view.title, extent.columns - 2), style::header);
  constexpr int name = 26;
  int y = 3;
  for (const auto& [who, how_far] : view.rows) {
    out.put(3, y, fitted(who, name), style::strong);
    out.put(3 + name + 2, y, fitted(how_far, extent.columns - name - 7),
            style::text);
    y += 2;
  }
  out.fill(0, extent.rows - 1, extent.columns, 1, U' ', style::bar);
  out.put(1, extent.rows - 1, view.way_out, style::bar_key);
  finish(out, with);
  return out;
}

}  // namespace looplab::frame
