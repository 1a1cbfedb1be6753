// SPDX-License-Identifier: BSL-1.0
//
// Screens that stand still: they are drawn, and then only a key, a new size or
// a signal matters. What runs on by itself has a loop of its own.
#pragma once

#include <functional>

#include "visualizer/frame/grid.hpp"
#include "visualizer/terminal/screen.hpp"

namespace looplab::program {

/// Shows what `draw` makes, again when the size changes, until a key comes.
/// The key, or 0 when a signal asks us to end.
int next_key(terminal::screen& screen,
             const std::function<frame::grid(frame::size)>& draw);

}  // namespace looplab::program
