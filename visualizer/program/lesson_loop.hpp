// SPDX-License-Identifier: BSL-1.0
//
// One chapter's lesson on the screen, from the question before the run to its
// answer after it.
#pragma once

#include "visualizer/program/catalogue.hpp"
#include "visualizer/program/live_loop.hpp"
#include "visualizer/terminal/screen.hpp"

namespace looplab::program {

/// Predict, watch, explain. `error` gets a sentence when the lesson cannot be
/// started or, with a `recording` (a file's name), not be kept; the screen
/// stays open.
leave run_lesson(terminal::screen& screen, const target::lesson& what,
                 const std::string& recording, std::string& error);

}  // namespace looplab::program
