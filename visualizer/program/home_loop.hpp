// SPDX-License-Identifier: BSL-1.0
//
// The home screen, from which a lesson is chosen and to which it returns.
#pragma once

#include "visualizer/terminal/screen.hpp"

namespace looplab::program {

/// Until the person quits.
void run_home(terminal::screen& screen);

}  // namespace looplab::program
