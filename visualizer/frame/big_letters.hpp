// SPDX-License-Identifier: BSL-1.0
//
// Words that the last row of a lecture hall can read: letters of three or four
// by five dots, two dots to a cell where there are half blocks. It knows the
// capitals and digits that the projector screen needs, and no others.
#pragma once

#include <string_view>

#include "visualizer/frame/grid.hpp"
#include "visualizer/frame/theme.hpp"

namespace looplab::frame {

/// Rows that a big word takes: 3, in ASCII 5.
int rows_of_big(const glyphs& with);
/// Columns that it takes; a letter that is not known takes none.
int columns_of_big(std::string_view word);
/// Draws it and returns the column after it.
int put_big(grid& on, int x, int y, std::string_view word, style look,
            const glyphs& with);

}  // namespace looplab::frame
