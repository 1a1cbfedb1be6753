// SPDX-License-Identifier: BSL-1.0
//
// The parts of the screen about one lane, one file each; as in widgets.hpp.
#pragma once

#include <string_view>
#include <vector>

#include "visualizer/frame/detail_view.hpp"
#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

struct detail_layout {
  area why, origin;
  int life_row = 0;  ///< and the next one
  area first_bars, second_bars;
  int notes_row = 0;  ///< and the next one
  area past;          ///< its title included
  int scrub_row = 0;
};

/// Requires an extent of at least `smallest_screen`.
detail_layout detail_layout_of(size extent);

/// The rows of the box at the top left, as the choice says.
const std::vector<model::why_row>& rows_of(const detail_view& view);
/// Which of them have a name that can be followed: their indexes.
std::vector<std::size_t> named_rows(const detail_view& view);

void draw_why(grid& on, const detail_view& view, const area& box,
              const glyphs& with);
void draw_origin(grid& on, const detail_view& view, const area& box,
                 const glyphs& with);
void draw_life(grid& on, const model::detail& of, int y, const glyphs& with);
void draw_durations(grid& on, const area& box, std::string_view title,
                    const model::durations& of, const glyphs& with);
void draw_past_changes(grid& on, const detail_view& view, const area& where);

}  // namespace looplab::frame
