// SPDX-License-Identifier: BSL-1.0
//
// The comparison's screen: A above, B below, the same time over both, and what
// each has come to. It repeats the lanes of the live screen, so that whoever
// can read those can read this.
#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "visualizer/frame/compare_view.hpp"
#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::frame {

namespace {

struct compare_layout {
  live_layout lanes;  ///< columns only; the rows are below
  int title_rows[2] = {1, 0};
  int lane_rows[2] = {0, 0};
  int axis_row = 0;
  area figures;
  int narration_row = 0;
};

constexpr int most_figures = 6;

compare_layout compare_layout_of(size extent) {
  compare_layout out;
  out.lanes = layout_of(extent);
  out.narration_row = extent.rows - 4;
  const int box = out.lanes.small ? most_figures + 1 : most_figures + 2;
  out.figures = {0, out.narration_row - box, extent.columns, box};
  const int lanes = out.figures.y - 4;  // below header, two titles, the axis
  out.lane_rows[0] = lanes / 2;
  out.lane_rows[1] = lanes - lanes / 2;
  out.axis_row = 2 + out.lane_rows[0];
  out.title_rows[1] = out.axis_row + 1;
  return out;
}

/// "47 ms", "1.2 s": what a cell of the table or the axis has room for.
std::string brief_time(std::int64_t ns) {
  return ns == 0 ? "0" : model::duration(ns);
}

void draw_top(grid& on, const compare_view& view) {
  const int width = on.extent().columns;
  on.fill(0, 0, width, 1, U' ', style::header);
  const std::string speed = " " + view.who.speed + " ";
  int x = width - columns_of(speed);
  on.put(x, 0, speed, style::header);
  if (!view.who.playing) {
    x -= columns_of(" PAUSED ");
    on.put(x, 0, " PAUSED ", style::badge);
  }
  on.put(1, 0, fitted("COMPARE  " + view.who.what, x - 2), style::header);
}

void draw_title(grid& on, const compare_view& view, std::size_t index,
                const compare_layout& at) {
  const compared_run& run = view.runs[index];
  const int y = at.title_rows[index];
  const bool active = view.who.active == index;
  if (active) {
    on.put(0, y, U'▸', style::strong);
  }
  on.put(1, y, index == 0 ? "A" : "B", style::strong);
  on.put(3, y, fitted(run.seen.who.title, at.lanes.state_x - 4),
         active ? style::title : style::text);
  const std::string when = run.over ? "ENDED AT " + brief_time(run.length_ns)
                                    : "AT " + brief_time(view.who.moment_ns);
  on.put(at.lanes.state_x, y, when, run.over ? style::warning : style::dim);
}

/// One tick in ten columns, with its time where there is room for it.
void draw_axis(grid& on, const compare_view& view, const compare_layout& at) {
  const int y = at.axis_row;
  const int x = at.lanes.lane_x;
  const int end = x + at.lanes.lane_columns;
  if (view.who.steps) {
    on.put(1, y, "steps", style::dim);
    on.put(x, y, "each column is one step of its own program", style::dim);
    on.put(end - 4, y, "now▼", style::strong);
    return;
  }
  on.put(1, y, "time", style::dim);
  const auto now = static_cast<int>(view.who.moment_ns / view.ns_per_column -
                                    view.first_column);
  const bool right = x + now + 4 <= end;
  const int marker = right ? x + now : x + now - 3;
  for (int i = 0; x + i < end; ++i) {
    const std::int64_t column = view.first_column + i;
    if (column % 10 != 0) {
      continue;
    }
    on.put(x + i, y, U'┬', style::dim);
    const std::string text = brief_time(column * view.ns_per_column);
    const int after = x + i + 1 + columns_of(text);
    if (after <= end && (after < marker || x + i > marker + 4)) {
      on.put(x + i + 1, y, text, style::dim);
    }
  }
  on.put(marker, y, right ? "▼now" : "now▼", style::strong);
}

void draw_run(grid& on, const compare_view& view, std::size_t index,
              const compare_layout& at, const glyphs& with) {
  draw_title(on, view, index, at);
  const compared_run& run = view.runs[index];
  live_layout lanes = at.lanes;
  lanes.lane_columns = run.columns;
  lanes.part = static_cast<int>(index);
  draw_lane_rows(on, run.seen, lanes, at.title_rows[index] + 1,
                 at.lane_rows[index], with);
}

struct figure_row {
  std::string name;
  std::array<std::string, 2> values;
  std::string meaning;
};

/// Of how much time; "-" before there was any.
std::string share(std::int64_t part, std::int64_t whole) {
  return whole <= 0
             ? "-"
             : fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) /
                                           static_cast<double>(whole));
}

std::vector<figure_row> figure_rows(const compare_view& view) {
  const auto both = [&](auto value) {
    return std::array{value(view.runs[0]), value(view.runs[1])};
  };
  const auto time_of = [](std::int64_t ns) {
    return ns == 0 ? std::string("-") : model::duration(ns);
  };
  using run = const compared_run&;
  return {
      {"threads",
       both([](run r) { return fmt::format("{}", r.so_far.threads); }),
       "that live at this moment"},
      {"answers", both([](run r) {
         return fmt::format("{} to {}", r.so_far.answers, r.so_far.clients);
       }),
       "requests answered, clients accepted"},
      {"last answer",
       both([&](run r) { return time_of(r.so_far.last_answer_ns); }),
       "after the first client came"},
      {"longest wait",
       both([&](run r) { return time_of(r.so_far.slowest_answer_ns); }),
       "of a request, once it was read"},
      {"all asleep", both([&](run r) {
         return share(r.so_far.all_wait_ns,
                      std::min(view.who.moment_ns, r.length_ns));
       }),
       "time in which no thread ran"},
      {"waits", both([](run r) { return fmt::format("{}", r.so_far.waits); }),
       "each gives the processor away"}};
}

void draw_figures(grid& on, const compare_view& view, const area& box,
                  const glyphs& with) {
  draw_box(on, box, {"SO FAR", "", false}, with);
  const int first = box.x + (box.columns < 100 ? 18 : 22);
  const int step = box.columns < 100 ? 11 : 14;
  int y = box.y;
  on.put(first - 1, y, " A ", style::title);
  on.put(first + step - 1, y++, " B ", style::title);
  for (const figure_row& row : figure_rows(view)) {
    if (y >= box.y + box.rows - 1) {
      return;
    }
    on.put(box.x + 2, y, row.name, style::text);
    on.put(first, y, row.values[0], style::strong);
    on.put(first + step, y, row.values[1], style::strong);
    const int x = first + 2 * step;
    on.put(x, y++, fitted(row.meaning, box.x + box.columns - 2 - x),
           style::dim);
  }
}

void draw_told(grid& on, const compare_view& view, int y) {
  const int room = on.extent().columns - 4;
  if (!view.who.message.empty()) {
    put_wrapped(on, {3, y, room, 2}, view.who.message, style::warning);
    return;
  }
  for (std::size_t i = 0; i < view.runs.size(); ++i) {
    const int row = y + static_cast<int>(i);
    const compared_run& run = view.runs[i];
    on.put(1, row, i == 0 ? "A" : "B", style::strong);
    on.put(
        3, row,
        fitted(run.over ? "The recording is over." : run.seen.told.what, room),
        i == view.who.active ? style::narration : style::narration_next);
  }
}

}  // namespace

grid draw_compare(const compare_view& view, size extent, const glyphs& with) {
  if (extent.columns < smallest_screen.columns ||
      extent.rows < smallest_screen.rows) {
    return too_small(extent);
  }
  grid out(extent);
  const compare_layout at = compare_layout_of(extent);
  draw_top(out, view);
  draw_run(out, view, 0, at, with);
  draw_axis(out, view, at);
  draw_run(out, view, 1, at, with);
  draw_figures(out, view, at.figures, with);
  draw_told(out, view, at.narration_row);
  const double share_of = view.length_ns == 0
                              ? 1.0
                              : static_cast<double>(view.who.moment_ns) /
                                    static_cast<double>(view.length_ns);
  draw_track(out, extent.rows - 2, share_of,
             fmt::format(" {} of {} ", brief_time(view.who.moment_ns),
                         brief_time(view.length_ns)),
             with);
  draw_key_row(out, screen_kind::compare);
  finish(out, with);
  return out;
}

}  // namespace looplab::frame
