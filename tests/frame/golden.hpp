// SPDX-License-Identifier: BSL-1.0
//
// Frames kept as files: the characters, then one letter a cell for its style.
// UPDATE_GOLDEN=1 in the environment writes them anew, for a person to look at.
#pragma once

#include <string>

#include "visualizer/frame/grid.hpp"

namespace looplab::tests {

/// Both halves of a golden file.
std::string golden_text(const frame::grid& drawn);

/// "" if the frame equals tests/frame/golden/NAME.txt; else which cells differ
/// first, and how to accept the change.
std::string against_golden(const std::string& name, const frame::grid& drawn);

}  // namespace looplab::tests
