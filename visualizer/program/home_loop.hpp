// SPDX-License-Identifier: BSL-1.0
//
// The home screen, from which a lesson is chosen and to which it returns.
#pragma once

#include <string>
#include <vector>

#include "visualizer/frame/live_view.hpp"
#include "visualizer/target/lesson.hpp"
#include "visualizer/terminal/screen.hpp"

namespace looplab::program {

/// What it shows first: the chapters, and how far this person is with each.
/// `problems` are sentences about chapters that cannot be read.
frame::home_view home_as_it_opens(const std::vector<target::lesson>& list,
                                  const std::vector<std::string>& problems);

/// Until the person quits.
void run_home(terminal::screen& screen);

}  // namespace looplab::program
