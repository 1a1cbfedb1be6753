// SPDX-License-Identifier: BSL-1.0
//
// The list of warnings over another screen, as values: what each is called,
// what it says, where, and which of them is chosen.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/frame/grid.hpp"
#include "visualizer/frame/theme.hpp"
#include "visualizer/model/warnings.hpp"

namespace looplab::frame {

struct warning_row {
  std::string kind;   ///< "long handler"
  std::string seen;   ///< "3 times, up to 80 ms"
  std::string place;  ///< "server.cpp:41"
  std::string what, advice;
  bool ahead = false;  ///< not known yet at the cursor
};

struct warnings_view {
  std::vector<warning_row> rows;
  int chosen = 0;
  bool all_seen = true;  ///< false: the log is still being looked through
};

/// In the order in which they became known.
warnings_view warnings_at(const trace::log& events,
                          const model::warnings& found, std::size_t cursor);

/// Over whatever was drawn before, the row of keys included; nothing below
/// the smallest screen.
void draw_warnings(grid& over, const warnings_view& view, const glyphs& with);

}  // namespace looplab::frame
