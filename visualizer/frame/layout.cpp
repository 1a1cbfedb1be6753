// SPDX-License-Identifier: BSL-1.0
//
// The arithmetic behind layout.hpp, from the outside in: bars first, then the
// panes of fixed height, and the lanes get what is left.
#include "visualizer/frame/layout.hpp"

#include <algorithm>

namespace looplab::frame {

live_layout layout_of(size extent, bool lesson) {
  live_layout out;
  out.small = extent.columns < 100 || extent.rows < 30;
  out.phases = {0, 1, extent.columns, out.small ? 3 : 5};
  out.who_row = out.phases.y + out.phases.rows;
  out.lane_x = out.small ? 13 : extent.columns < 120 ? 16 : 22;
  const int state_columns = out.small ? 20 : extent.columns < 120 ? 22 : 26;
  out.state_x = extent.columns - state_columns;
  out.lane_columns = out.state_x - out.lane_x - 1;
  out.key_row = extent.rows - 1;
  out.scrub_row = extent.rows - 2;
  out.narration_rows = lesson ? 3 : 2;
  out.narration_row = out.scrub_row - out.narration_rows;
  const int spare = out.narration_row - out.who_row - 1;
  const int without_caption = extent.rows - 4 - out.who_row - 1;
  const int panes = out.small ? 8 : std::clamp(without_caption / 2, 10, 18);
  out.lane_rows = spare - panes;
  const int top = out.narration_row - panes;
  const int left = out.small ? 47 : extent.columns * 58 / 100;
  out.source = {0, top, left, panes};
  out.kernel = {left, top, extent.columns - left, panes};
  return out;
}

int history_columns(size extent) {
  if (extent.columns < smallest_screen.columns ||
      extent.rows < smallest_screen.rows) {
    return 0;
  }
  return layout_of(extent).lane_columns;
}

}  // namespace looplab::frame
