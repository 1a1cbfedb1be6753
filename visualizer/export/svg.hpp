// SPDX-License-Identifier: BSL-1.0
//
// A frame as a picture for pages and slides. Cells are whole numbers of units
// and each run of text is stretched to its cells, so that no font and no zoom
// can shift a column.
#pragma once

#include <string>

#include "visualizer/frame/grid.hpp"
#include "visualizer/frame/theme.hpp"

namespace looplab::exporting {

inline constexpr int cell_width = 9;
inline constexpr int cell_height = 18;

/// The same frame and theme give the same bytes. No script, no link, no font
/// file inside; DejaVu Sans Mono is asked for by name.
std::string svg_of(const frame::grid& picture, frame::theme theme);

}  // namespace looplab::exporting
