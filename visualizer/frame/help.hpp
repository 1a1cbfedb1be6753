// SPDX-License-Identifier: BSL-1.0
//
// The help overlay as values: which screen's keys, what was typed to narrow
// them, and which of them is chosen. It names keys and presses none.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "visualizer/frame/grid.hpp"
#include "visualizer/frame/keys.hpp"
#include "visualizer/frame/theme.hpp"

namespace looplab::frame {

/// What a lane's shapes and colours mean.
struct legend_entry {
  model::task_state state;
  const char* word;
};

std::span<const legend_entry> legend();

struct help_view {
  screen_kind of = screen_kind::live;
  std::string search;
  int chosen = 0;  ///< index in found_in_help; its page is shown
};

/// The rows of the screen whose key, text or group has what was typed in it,
/// capitals or not, as help lists them.
std::vector<key_binding> found_in_help(screen_kind of,
                                       const std::string& search);

/// Over whatever was drawn before; nothing below 44x10.
void draw_help(grid& over, const help_view& view, const glyphs& with);

}  // namespace looplab::frame
