// SPDX-License-Identifier: BSL-1.0
//
// Characters that are drawn as rectangles: blocks and box lines. A font would
// leave hairlines between the rows, and a lane's height would depend on it.
#pragma once

#include <vector>

namespace looplab::exporting {

/// In units of a cell of 9 by 18, from its upper left corner.
struct rectangle {
  int x = 0, y = 0, width = 0, height = 0;
};

/// Empty for a character that is text.
std::vector<rectangle> shape_of(char32_t glyph);

}  // namespace looplab::exporting
