// SPDX-License-Identifier: BSL-1.0
//
// The screen about one lane, put together from its parts. Its panes stay where
// they are, whatever the lane does.
#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/detail_widgets.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::frame {

namespace {

constexpr int life_margin = 7;  ///< what stands before and behind the line

std::string_view kind_word(trace::thing_kind kind) {
  return kind == trace::thing_kind::thread       ? "THREAD"
         : kind == trace::thing_kind::descriptor ? "DESCRIPTOR"
         : kind == trace::thing_kind::callback   ? "CALLBACK"
                                                 : "TASK";
}

std::string heading(const detail_view& view) {
  const model::detail& d = view.shown;
  if (!d.known) {
    return "NOBODY  not known at this moment";
  }
  const std::string label =
      label_or(view.base.now, d.who.process, d.who.self, d.who.name);
  std::string out =
      fmt::format("{} {}   {}", kind_word(d.who.kind), label, d.does);
  const bool over = d.who.state == model::task_state::done ||
                    d.who.state == model::task_state::failed;
  if (!over && d.for_ns > 0) {
    out += fmt::format("   {} so far", model::duration(d.for_ns));
  }
  return out;
}

/// A message first, then a deadlock, else what has just happened.
void draw_notes(grid& on, const detail_view& view, int y) {
  const area rows{3, y, on.extent().columns - 4, 2};
  if (!view.base.who.message.empty()) {
    put_wrapped(on, rows, view.base.who.message, style::warning);
  } else if (!view.shown.deadlock.empty()) {
    on.put(1, y, U'!', style::failed);
    put_wrapped(on, rows, view.shown.deadlock, style::warning);
  } else {
    on.put(1, y, U'▶', style::narration);
    on.put(3, y, fitted(view.base.told.what, rows.columns), style::narration);
    on.put(3, y + 1, fitted(view.base.told.next, rows.columns),
           style::narration_next);
  }
}

}  // namespace

detail_layout detail_layout_of(size extent) {
  const int more = extent.rows - smallest_screen.rows;
  const int half = extent.columns / 2;
  const int left = extent.columns * 55 / 100;
  const int why = std::min(16, 8 + more / 4);
  const int bars = 6 + std::min(4, more / 3);
  detail_layout out;
  out.why = {0, 1, left, why};
  out.origin = {left, 1, extent.columns - left, why};
  out.life_row = 1 + why;
  out.first_bars = {0, out.life_row + 2, half, bars};
  out.second_bars = {half, out.life_row + 2, extent.columns - half, bars};
  out.notes_row = out.first_bars.y + bars;
  out.scrub_row = extent.rows - 2;
  out.past = {0, out.notes_row + 2, extent.columns,
              out.scrub_row - out.notes_row - 2};
  return out;
}

std::string label_or(const model::state& now, std::uint16_t process,
                     model::id who, const std::string& other) {
  return std::ranges::any_of(now.tasks,
                             [&](const model::task& t) {
                               return t.self == who && t.process == process;
                             })
             ? label_of(now, process, who)
             : other;
}

detail_view compose_detail(const model::timeline& time, model::lives& memory,
                           const viewer& who, const detail_choice& chosen,
                           size extent) {
  detail_view out;
  out.chosen = chosen;
  out.base.who = who;
  out.base.now = time.at(who.cursor, who.process);
  out.base.turns = time.turns(who.process);
  out.base.turn = time.turn_at(who.cursor, who.process);
  out.base.entries = time.size();
  out.base.told = time.tell(who.cursor);
  const int line = std::max(0, extent.columns - life_margin - 1);
  out.shown = model::detail_of(time, memory, who.cursor, chosen.process,
                               chosen.who, static_cast<std::size_t>(line));
  out.base.who.title = heading(out);
  out.chosen.row =
      std::clamp(chosen.row, 0, std::max(0, walkable_rows(out) - 1));
  return out;
}

grid draw_detail(const detail_view& view, size extent, const glyphs& with) {
  if (extent.columns < smallest_screen.columns ||
      extent.rows < smallest_screen.rows) {
    return too_small(extent);
  }
  grid out(extent);
  const detail_layout at = detail_layout_of(extent);
  draw_header(out, view.base);
  draw_why(out, view, at.why, with);
  draw_origin(out, view, at.origin, with);
  draw_life(out, view.shown, at.life_row, with);
  draw_durations(out, at.first_bars, "HOW LONG EACH RUN TOOK", view.shown.runs,
                 with);
  // Who never stands in line, as a thread, has its waits there.
  const bool lines = view.shown.in_line.count > 0;
  draw_durations(out, at.second_bars,
                 lines ? "HOW LONG IN LINE" : "HOW LONG EACH WAIT TOOK",
                 lines ? view.shown.in_line : view.shown.waits, with);
  draw_notes(out, view, at.notes_row);
  draw_past_changes(out, view, at.past);
  live_layout bars;
  bars.small = extent.columns < 100;
  bars.scrub_row = at.scrub_row;
  draw_scrub(out, view.base, bars, with);
  draw_key_row(out, screen_kind::detail);
  finish(out, with);
  return out;
}

}  // namespace looplab::frame
