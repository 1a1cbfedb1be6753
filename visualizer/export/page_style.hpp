// SPDX-License-Identifier: BSL-1.0
//
// The looks of cells as a style sheet: every style of both themes, and block
// and line characters as rectangles, so that no font can shift or split them.
#pragma once

#include <string>

namespace looplab::exporting {

/// Rules for `.l0`, `.l1` ... (in the order of look_letters()) below
/// `[data-theme=dark]` and `[data-theme=light]`, and for shapes below `.shape`,
/// named by their code point: `.u2588`.
std::string style_of_cells();

/// JSON: shape characters, with 1 for those that join to wide ones: cells in a
/// row become one rectangle.
std::string shapes_of_cells();

}  // namespace looplab::exporting
