// SPDX-License-Identifier: BSL-1.0
//
// See warnings.hpp. Each takes three rows: what it is called and how often it
// was seen, what happened, what to do. The list scrolls by whole warnings.
#include "visualizer/frame/warnings.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/warning_words.hpp"

namespace looplab::frame {

namespace {

constexpr int rows_each = 3;
constexpr int widest = 100;

void draw_one(grid& over, const area& where, const warning_row& row,
              bool chosen, const glyphs& with) {
  const int end = where.x + where.columns;
  const style look = row.ahead ? style::dim : style::text;
  over.put(where.x, where.y, chosen ? (with.ascii ? U'>' : U'▸') : U' ',
           style::strong);
  const int kind_end = over.put(where.x + 2, where.y, row.kind,
                                row.ahead ? style::dim
                                : chosen  ? style::menu_selected
                                          : style::warning);
  const std::string place =
      fitted(row.place, where.columns - (kind_end - where.x) - 2);
  over.put(end - columns_of(place), where.y, place, style::comment);
  const int room = end - columns_of(place) - kind_end - 4;
  if (room > 0) {
    over.put(kind_end + 2, where.y, fitted(row.seen, room), look);
  }
  over.put(where.x + 2, where.y + 1, fitted(row.what, where.columns - 2), look);
  over.put(where.x + 2, where.y + 2, fitted(row.advice, where.columns - 2),
           style::dim);
}

std::string state_of(const warnings_view& view, int first, int shown) {
  const auto count = static_cast<int>(view.rows.size());
  const std::string page =
      count <= shown ? std::string()
                     : fmt::format("{}-{} of {}", first + 1,
                                   std::min(first + shown, count), count);
  return view.all_seen ? page : "still looking";
}

}  // namespace

warnings_view warnings_at(const trace::log& events,
                          const model::warnings& found, std::size_t cursor) {
  warnings_view out;
  for (const model::known_warning& known : found.at(cursor)) {
    const model::warning& w = *known.of;
    out.rows.push_back({std::string(model::kind_words(w.kind)),
                        model::seen_words(known),
                        model::place_words(events, w.place), w.what, w.advice,
                        known.count == 0});
  }
  out.all_seen = found.position() == events.size();
  return out;
}

void draw_warnings(grid& over, const warnings_view& view, const glyphs& with) {
  const size extent = over.extent();
  if (extent.columns < smallest_screen.columns ||
      extent.rows < smallest_screen.rows) {
    return;
  }
  const auto count = static_cast<int>(view.rows.size());
  const int columns = std::min(extent.columns, widest);
  const int most = (extent.rows - 5) / rows_each;
  const int shown = std::clamp(count, 1, most);
  const area box{(extent.columns - columns) / 2, 1, columns,
                 shown * rows_each + 2};
  const int first =
      std::clamp(view.chosen - shown / 2, 0, std::max(0, count - shown));
  // Half a pane below the list would look like a part of it.
  over.fill(0, box.y, extent.columns, extent.rows - 3, U' ', style::text);
  draw_box(over, box, {"WARNINGS", state_of(view, first, shown), false}, with);
  if (count == 0) {
    over.put(box.x + 2, box.y + 2,
             view.all_seen ? "None: nothing that a program had better not do."
                           : "None so far; the rest is being looked through.",
             style::text);
  }
  for (int i = 0; i < shown && first + i < count; ++i) {
    draw_one(over,
             {box.x + 1, box.y + 1 + i * rows_each, box.columns - 2, rows_each},
             view.rows[static_cast<std::size_t>(first + i)],
             first + i == view.chosen, with);
  }
  draw_key_row(over, screen_kind::warnings);
  finish(over, with);
}

}  // namespace looplab::frame
