// SPDX-License-Identifier: BSL-1.0
//
// The parts of a screen, one file each. Every one is a pure function from a
// view to cells, draws inside its area and nowhere else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "visualizer/frame/layout.hpp"
#include "visualizer/frame/live_view.hpp"

namespace looplab::frame {

/// How many columns a text takes.
int columns_of(std::string_view text);
/// The first `columns` columns of a text, with … where it was cut.
std::string fitted(std::string_view text, int columns);
/// Takes a line off the head of a text: what fits into so many columns (at
/// least one), broken between words if there are any.
std::string_view take_line(std::string_view& text, int columns);

/// Writes words into lines of this width; returns the row after the last.
int put_wrapped(grid& on, const area& where, std::string_view text, style look);

struct box_look {
  std::string_view title, right;
  bool active = false;  ///< heavy lines in the colour of what runs
};

void draw_box(grid& on, const area& where, const box_look& look,
              const glyphs& with);

void draw_header(grid& on, const live_view& view);
/// The three boxes of a loop's turn.
void draw_phases(grid& on, const live_view& view, const live_layout& at,
                 const glyphs& with);
/// In their place where there is no loop: which threads run, which wait where.
void draw_threads(grid& on, const live_view& view, const live_layout& at,
                  const glyphs& with);
void draw_lanes(grid& on, const live_view& view, const live_layout& at,
                const glyphs& with);
/// What draw_lanes() has below its first line: the loop's lane, if it has one,
/// and as many others as there are rows.
void draw_lane_rows(grid& on, const live_view& view, const live_layout& at,
                    int y, int rows, const glyphs& with);
void draw_source(grid& on, const live_view& view, const live_layout& at,
                 const glyphs& with);
void draw_kernel(grid& on, const live_view& view, const live_layout& at,
                 const glyphs& with);
void draw_output(grid& on, const live_view& view, const live_layout& at,
                 const glyphs& with);
void draw_narration(grid& on, const live_view& view, const live_layout& at);
void draw_scrub(grid& on, const live_view& view, const live_layout& at,
                const glyphs& with);
/// A time line with a cursor at this share of it, and words at its end.
void draw_track(grid& on, int y, double share, const std::string& text,
                const glyphs& with);
/// The last row of the live screen: its keys, those of the stops, or, while a
/// filter is typed, what it is so far, what can be typed, and the way out.
void draw_bottom_row(grid& on, const live_view& view);
/// The last row of every screen: the keys that work there.
void draw_key_row(grid& on, screen_kind screen);

/// The last step of every screen: with ASCII glyphs, whatever is drawn or was
/// read from a source file or a name becomes ASCII.
void finish(grid& drawn, const glyphs& with);

/// "t3 client 2", as the lanes, boxes and panes name a task of the state.
std::string label_at(const model::state& now, std::size_t index);
std::string label_of(const model::state& now, std::uint16_t process,
                     model::id task);
/// The same for who may have no lane: `other` is what it is called then.
std::string label_or(const model::state& now, std::uint16_t process,
                     model::id who, const std::string& other);
/// "waits io     fd 7", "READY        next up".
std::string state_text(const live_view& view, const model::task& task);
/// "37 ms", "2.5 s": at most seven columns.
std::string brief_ms(std::int64_t ms);
/// The live screen in projector mode; requires `smallest_screen`.
grid draw_projector(const live_view& view, size extent, const glyphs& with);
/// Says which size the screen needs; it still can be left.
grid too_small(size extent);

}  // namespace looplab::frame
