// SPDX-License-Identifier: BSL-1.0
//
// Where the panes of the live screen are, by breakpoints: a class room's 80x24,
// a laptop's 100x30, and wider. Nothing moves between states of a program.
#pragma once

#include "visualizer/frame/grid.hpp"

namespace looplab::frame {

struct area {
  int x = 0, y = 0, columns = 0, rows = 0;
};

struct live_layout {
  bool small = false;  ///< 80x24: short words
  area phases;         ///< the three boxes and, if tall, the arrow below them
  int who_row = 0;     ///< the line with the turn marks
  int lane_x = 0, lane_columns = 0, state_x = 0;
  int lane_rows = 0;  ///< the loop's included
  area source, kernel;
  int narration_row = 0;
  int narration_rows = 2;  ///< what, so what; in a lesson a caption of two
  int scrub_row = 0, key_row = 0;
  int part = 0;  ///< where there are two sets of lanes: whose these are
};

inline constexpr size smallest_screen{80, 24};

/// Requires an extent of at least `smallest_screen`. A lesson has captions, for
/// which a row is taken from the lanes.
live_layout layout_of(size extent, bool lesson = false);

/// How many columns of history the screen has room for: what to ask for.
int history_columns(size extent);

}  // namespace looplab::frame
