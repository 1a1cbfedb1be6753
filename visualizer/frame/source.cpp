// SPDX-License-Identifier: BSL-1.0
//
// The source pane: the line that runs now, lit, with the lines around it.
#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

void draw_current(grid& on, const area& box, int y, const live_view& view,
                  const std::string& text, const glyphs& with) {
  const source_pane& pane = view.source;
  const int inside = box.columns - 2;
  on.fill(box.x + 1, y, inside, 1, U' ', style::source_current);
  on.put(box.x + 1, y,
         fmt::format("{}{:4} ", with.ascii ? ">" : "▶", pane.current),
         style::source_current);
  const int note = columns_of(pane.note);
  const int room = inside - 7 - (note > 0 ? note + 2 : 0);
  on.put(box.x + 7, y, fitted(text, room), style::source_current);
  if (note > 0) {
    on.fill(box.x + box.columns - 3 - note, y, note + 2, 1, U' ',
            style::source_note);
    on.put(box.x + box.columns - 2 - note, y, pane.note, style::source_note);
  }
  if (view.lit.line) {
    on.restyle(box.x + 1, y, inside, view.lit.line_look);
    on.reverse(box.x + 1, y, inside);
  }
}

/// ● in the margin of a line that somebody wants to stop at.
void mark_stop(grid& on, int x, int y, const live_view& view,
               std::uint32_t line, style look) {
  const bool stops = std::ranges::any_of(view.who.stops, [&](const auto& one) {
    return one.what == model::stop_at::line && one.line == line &&
           one.file == view.source.path;
  });
  if (stops) {
    on.put(x, y, U'●', look);
  }
}

bool is_comment(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  return first != std::string::npos && text.compare(first, 2, "//") == 0;
}

/// Where it is all the same, if anything is known of it.
void draw_without_source(grid& on, const area& box, const source_pane& pane) {
  const int room = box.columns - 4;
  int y = box.y + 1;
  const bool nowhere = pane.stands_at.empty();
  on.put(box.x + 2, y++,
         fitted(nowhere ? "no source line is known here"
                        : "no source text is known; the last call came from",
                room),
         style::dim);
  for (const std::string& one : pane.stands_at) {
    if (y >= box.y + box.rows - 1) {
      break;
    }
    on.put(box.x + 2, y++, fitted(one, room), style::source_line);
  }
}

}  // namespace

void draw_source(grid& on, const live_view& view, const live_layout& at,
                 const glyphs& with) {
  const area& box = at.source;
  const source_pane& pane = view.source;
  const std::string title = pane.file.empty() ? "SOURCE"
                            : at.small        ? pane.file
                                              : "SOURCE " + pane.file;
  draw_box(on, box, {title, pane.who, false}, with);
  if (pane.lines.empty()) {
    draw_without_source(on, box, pane);
    return;
  }
  for (int i = 0; i < box.rows - 2 && i < static_cast<int>(pane.lines.size());
       ++i) {
    const auto number = pane.first + static_cast<std::uint32_t>(i);
    const std::string& text = pane.lines[static_cast<std::size_t>(i)];
    const int y = box.y + 1 + i;
    if (number == pane.current) {
      draw_current(on, box, y, view, text, with);
      mark_stop(on, box.x + 1, y, view, number, style::source_current);
      continue;
    }
    on.put(box.x + 2, y, fmt::format("{:4}", number), style::source_number);
    on.put(box.x + 7, y, fitted(text, box.columns - 9),
           is_comment(text) ? style::comment : style::source_line);
    mark_stop(on, box.x + 1, y, view, number, style::warning);
  }
}

}  // namespace looplab::frame
