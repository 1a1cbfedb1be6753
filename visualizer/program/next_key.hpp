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
/// The key, or 0 when a signal asks us to end. A click on a key is that key, a
/// turn of the wheel an arrow; a click on a row of a list is frame::key_mouse,
/// and `row`, if there is one, which.
int next_key(terminal::screen& screen,
             const std::function<frame::grid(frame::size)>& draw,
             int* row = nullptr);

}  // namespace looplab::program
