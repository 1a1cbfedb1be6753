// SPDX-License-Identifier: BSL-1.0
//
// Two runs side by side: two recordings, or two chapters' servers that were
// just asked the same by the same clients. Nobody held them meanwhile, so their
// times are their own.
#pragma once

#include <array>
#include <string>

#include "visualizer/program/live_loop.hpp"
#include "visualizer/program/session.hpp"
#include "visualizer/target/lesson.hpp"
#include "visualizer/terminal/screen.hpp"

namespace looplab::program {

/// Two runs that are over, which outlive it.
struct run_pair {
  std::array<const session*, 2> runs;
  std::array<std::string, 2> titles;
  std::string what;  ///< the two have in common
};

/// Of two recordings, read to their ends and named after their files.
run_pair pair_of(const std::array<std::string, 2>& files, session& first,
                 session& second);

/// Shows them until the person leaves.
leave compare_runs(terminal::screen& screen, const run_pair& both);

/// The same without a screen: both runs at their end, as lines of text.
std::string compared_in_lines(const run_pair& both);

/// Runs both servers with the same four clients, one after the other, and
/// shows them. `error` gets a sentence if one of them could not be run.
leave compare_chapters(terminal::screen& screen, const target::lesson& first,
                       const target::lesson& second, std::string& error);

}  // namespace looplab::program
