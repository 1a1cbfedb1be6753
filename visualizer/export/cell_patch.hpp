// SPDX-License-Identifier: BSL-1.0
//
// One frame said in terms of another one, for a page that draws what we drew:
// mostly cells that stayed, or lanes that moved to the left.
#pragma once

#include <string>

#include "visualizer/frame/grid.hpp"

namespace looplab::exporting {

/// A JSON array that makes `after` of `before`, cell by cell from the upper
/// left: a number is so many cells that stay, [d, n] are n cells that were d
/// further to the right, and a string is cells of its own: the look's letter
/// and then their characters. What follows the last stays. Requires equal
/// sizes.
std::string patch_of(const frame::grid& before, const frame::grid& after);

/// The letter of a cell's look: its style, and whether it is reversed.
char look_letter(const frame::cell& cell);

/// All of them in order: those that are not reversed, then those that are.
std::string look_letters();

}  // namespace looplab::exporting
