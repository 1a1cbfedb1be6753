// SPDX-License-Identifier: BSL-1.0
//
// The bottom of the live screen: what happened and what comes next, where the
// cursor is in the run, and the keys that work.
#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

void draw_narration(grid& on, const live_view& view, const live_layout& at,
                    const glyphs& with) {
  const int room = on.extent().columns - 4;
  const bool said = !view.who.message.empty();
  const std::string& first = said ? view.who.message : view.told.what;
  const std::string& second =
      view.caption.empty() ? view.told.next : view.caption;
  on.put(1, at.narration_row, with.ascii ? "> " : "▶ ", style::narration);
  const std::string shown = fitted(first, room, with);
  on.put(3, at.narration_row, shown, said ? style::warning : style::narration);
  if (shown.size() < first.size() && said) {
    // A message may take both lines; it says something that must be read.
    on.fill(1, at.narration_row, room, 1, U' ', style::text);
    const auto cut = first.rfind(' ', static_cast<std::size_t>(room));
    on.put(3, at.narration_row, first.substr(0, cut), style::warning);
    on.put(3, at.narration_row + 1, fitted(first.substr(cut + 1), room, with),
           style::warning);
    return;
  }
  on.put(3, at.narration_row + 1, fitted(second, room, with),
         view.caption.empty() ? style::narration_next : style::ready);
}

void draw_scrub(grid& on, const live_view& view, const live_layout& at,
                const glyphs& with) {
  const int width = on.extent().columns;
  std::string text =
      fmt::format(" event {} of {} ", view.who.cursor, view.entries);
  if (view.turns > 0) {
    text = fmt::format(" turn {} of {} {}{}", view.turn, view.turns,
                       with.ascii ? "-" : "·", text);
  }
  const int room = std::max(4, width - 4 - columns_of(text));
  const double share = view.entries == 0
                           ? 1.0
                           : static_cast<double>(view.who.cursor) /
                                 static_cast<double>(view.entries);
  const int here = static_cast<int>(share * (room - 1));
  const int y = at.scrub_row;
  on.put(1, y, with.ascii ? U'|' : U'├', style::dim);
  on.fill(2, y, here, 1, with.ascii ? U'=' : U'━', style::dim);
  on.fill(2 + here, y, room - here, 1, with.ascii ? U'-' : U'─', style::dim);
  on.put(2 + here, y, with.ascii ? U'O' : U'●', style::strong);
  on.put(2 + room, y, with.ascii ? U'|' : U'┤', style::dim);
  on.put(width - columns_of(text), y, text, style::dim);
}

void draw_key_row(grid& on, screen_kind screen, const glyphs& with) {
  const size extent = on.extent();
  const int y = extent.rows - 1;
  on.fill(0, y, extent.columns, 1, U' ', style::bar);
  int x = 1;
  for (const key_binding& row : keys_of(screen)) {
    if (row.brief.empty()) {
      continue;
    }
    const auto space = row.shown.find(' ');
    const std::string_view key = row.shown.substr(0, space);
    const int needs = columns_of(key) + 1 + columns_of(row.brief);
    if (x + needs > extent.columns - 1) {
      return;
    }
    x = on.put(x, y, fitted(key, 8, with), style::bar_key);
    x = on.put(x + 1, y, row.brief, style::bar) + 2;
  }
}

}  // namespace looplab::frame
