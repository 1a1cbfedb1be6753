// SPDX-License-Identifier: BSL-1.0
//
// One chapter's lesson on the screen, from the question before the run to its
// answer after it.
#pragma once

#include <cstdint>
#include <string>

#include "visualizer/program/catalogue.hpp"
#include "visualizer/program/live_loop.hpp"
#include "visualizer/terminal/screen.hpp"

namespace looplab::program {

/// Predict, watch, explain. `error` gets a sentence when the lesson cannot be
/// started or, with a `recording` (a file's name), not be kept; the screen
/// stays open. Without one the run is kept as the chapter's last (r). With
/// `from_turn` nothing is asked, and the program steps to that turn first.
leave run_lesson(terminal::screen& screen, const target::lesson& what,
                 const std::string& recording, std::string& error,
                 std::uint64_t from_turn = 0);

/// The chapter's last run, as it was; `error` gets a sentence if none is kept.
leave replay_lesson(terminal::screen& screen, const target::lesson& what,
                    std::string& error);

}  // namespace looplab::program
