// SPDX-License-Identifier: BSL-1.0
//
// Time from left to right: the loop's own history first, then a lane for each
// task, its height saying how much of a processor it has, and its state now at
// the end. Lanes stay where they are; where they are too many, what is over
// makes room, and then the screen scrolls.
#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/characters.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::frame {

namespace {

using model::task_state;

style phase_style(model::loop_phase phase) {
  switch (phase) {
    case model::loop_phase::timers:
      return style::phase_timers;
    case model::loop_phase::polled:
      return style::phase_poll;
    case model::loop_phase::asleep:
      return style::phase_asleep;
    default:
      return style::running;
  }
}

/// Column x of the first history column: the last one is under "now".
int first_column(const live_view& view, const live_layout& at) {
  return at.lane_x + at.lane_columns -
         static_cast<int>(view.past.columns.size());
}

struct turn_mark {
  int x;
  std::uint64_t turn;
};

std::vector<turn_mark> turn_marks(const live_view& view,
                                  const live_layout& at) {
  std::vector<turn_mark> out;
  const int first = first_column(view, at);
  for (std::size_t i = 0; i < view.past.columns.size(); ++i) {
    const int x = first + static_cast<int>(i);
    if (view.past.columns[i].turn != 0 && x >= at.lane_x) {
      out.push_back({x, view.past.columns[i].turn});
    }
  }
  return out;
}

/// What a column is where it is not a step; returns where marks may begin.
int draw_scale(grid& on, const live_view& view, const live_layout& at) {
  if (view.past.ns_per_column == 0) {
    return at.lane_x;
  }
  std::string text = "1 column = " + model::duration(view.past.ns_per_column);
  if (view.past.holds_left_out) {
    text += " without holds";
  }
  return on.put(at.lane_x, at.who_row, text, style::text) + 1;
}

/// Each mark says as much as fits before the next one.
void draw_turn_marks(grid& on, const live_view& view, const live_layout& at) {
  constexpr std::string_view now = "now▼";
  const int begin = draw_scale(on, view, at);
  const int end = at.lane_x + at.lane_columns - columns_of(now);
  const auto marks = turn_marks(view, at);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i].x < begin) {
      continue;
    }
    const int limit =
        i + 1 < marks.size() ? std::min(end, marks[i + 1].x) : end;
    const int room = limit - marks[i].x - 1;
    const std::string brief = std::to_string(marks[i].turn);
    const std::string text = "turn " + brief;
    if (!at.small && columns_of(text) <= room) {
      on.put(marks[i].x, at.who_row, text, style::dim);
    } else if (columns_of(brief) <= room) {
      on.put(marks[i].x, at.who_row, brief, style::dim);
    }
  }
  on.put(end, at.who_row, now, style::strong);
  on.put(at.state_x, at.who_row, "STATE NOW", style::dim);
}

std::string loop_state(const model::loop& loop) {
  if (loop.over) {
    return "is over";
  }
  switch (loop.phase) {
    case model::loop_phase::timers:
      return "looks at timers";
    case model::loop_phase::asleep:
      return loop.timeout_ms == 0 ? "asks, does not wait" : "asleep in poll";
    case model::loop_phase::polled:
      return "was woken";
    case model::loop_phase::runs:
      return "runs handlers";
    case model::loop_phase::none:
      break;
  }
  return "begins";
}

/// In the beat of its change: the newest cell and the state.
void light_lane(grid& on, const live_layout& at, int y) {
  on.reverse(at.lane_x + at.lane_columns - 1, y, 1);
  on.reverse(at.state_x, y, on.extent().columns - at.state_x);
}

void draw_loop_lane(grid& on, const live_view& view, const live_layout& at,
                    int y, const glyphs& with) {
  const model::loop& loop = *view.now.shown_loop();
  on.put(1, y, "loop", style::strong);
  int x = first_column(view, at);
  for (const model::column& c : view.past.columns) {
    on.put(x++, y, with.phase(c.phase), phase_style(c.phase));
  }
  on.put(at.state_x, y, loop_state(loop),
         loop.over ? style::done : phase_style(loop.phase));
  if (view.lit.loop) {
    light_lane(on, at, y);
  }
}

/// The chosen task, or, for who follows, the one that runs.
bool is_marked(const live_view& view, const model::task& task) {
  return view.who.selected != 0 ? task.self == view.who.selected &&
                                      task.process == view.who.selected_process
                                : task.state == task_state::running;
}

/// The past of one task; the reason stands on the cells that wait for it.
void draw_past(grid& on, const model::lane& lane, int first,
               const live_layout& at, int y, const glyphs& with) {
  for (std::size_t i = 0; i < lane.cells.size(); ++i) {
    const int x = first + static_cast<int>(i);
    if (x >= at.lane_x) {
      on.put(x, y, with.state(lane.cells[i]), style_of(lane.cells[i]));
    }
  }
  for (const auto& [column, text] : lane.labels) {
    if (column < lane.cells.size()) {
      const int room = static_cast<int>(lane.cells.size() - column);
      on.put(first + static_cast<int>(column), y, fitted(text, room),
             style_of(lane.cells[column]));
    }
  }
}

/// Of a family that is looked at whole: how many columns the numbers of its
/// processes take, as the key that chooses one counts them; else 0.
int columns_for_process(const live_view& view) {
  const std::size_t all = view.now.processes.size();
  return view.who.process || all < 2
             ? 0
             : static_cast<int>(std::to_string(all).size()) + 1;
}

void draw_lane(grid& on, const live_view& view, const live_layout& at,
               std::size_t index, int y, const glyphs& with) {
  const model::task& task = view.now.tasks[index];
  const bool chosen = is_marked(view, task);
  on.mark({0, y, on.extent().columns, 1, hit::lane, static_cast<int>(index),
           at.part});
  if (chosen) {
    on.put(0, y, U'▸', style::strong);
  }
  const int whose = columns_for_process(view);
  const std::string number =
      whose > 0 ? fmt::format("{:>{}} ", task.process + 1, whose - 1) : "";
  const auto room = static_cast<std::size_t>(at.lane_x - 2 - whose);
  on.put(1, y, number + model::short_name(label_at(view.now, index), room),
         chosen ? style::selected : style::text);
  if (index < view.past.lanes.size()) {
    draw_past(on, view.past.lanes[index], first_column(view, at), at, y, with);
  }
  on.put(at.state_x, y,
         fitted(state_text(view, task), on.extent().columns - at.state_x),
         style_of(task.state));
  if (index == view.lit.lane) {
    light_lane(on, at, y);
  }
}

/// Those that the filter admits: all if there is none.
std::vector<std::size_t> admitted_lanes(const live_view& view) {
  if (view.admitted) {
    return *view.admitted;
  }
  std::vector<std::size_t> all(view.now.tasks.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

/// Where lanes are too many, what is over makes room for what is not: the
/// oldest first, and the chosen one never. Who asks for the done sees them.
std::vector<std::size_t> without_the_done(const live_view& view,
                                          std::size_t rows) {
  const auto& tasks = view.now.tasks;
  std::vector<std::size_t> all = admitted_lanes(view);
  if (view.admitted) {
    return all;
  }
  std::size_t too_many = all.size() > rows ? all.size() - rows : 0;
  std::vector<std::size_t> kept;
  for (const std::size_t i : all) {
    if (too_many > 0 && tasks[i].state == task_state::done &&
        !is_marked(view, tasks[i])) {
      --too_many;
    } else {
      kept.push_back(i);
    }
  }
  return kept;
}

/// The lanes to show: the one that runs or was chosen must be among them.
std::vector<std::size_t> shown_lanes(const live_view& view, std::size_t rows) {
  std::vector<std::size_t> kept = without_the_done(view, rows);
  if (kept.size() <= rows) {
    return kept;
  }
  const auto marked =
      std::find_if(kept.begin(), kept.end(), [&](std::size_t index) {
        return is_marked(view, view.now.tasks[index]);
      });
  // With a filter that leaves it out, the first page.
  const auto other = view.admitted ? kept.begin() : kept.end() - 1;
  const auto focus = static_cast<std::size_t>(
      (marked != kept.end() ? marked : other) - kept.begin());
  // Whole pages, so that lanes do not jump with each event.
  const std::size_t first =
      rows == 0 ? 0 : std::min(focus / rows * rows, kept.size() - rows);
  const auto page = kept.begin() + static_cast<std::ptrdiff_t>(first);
  return {page, page + static_cast<std::ptrdiff_t>(rows)};
}

}  // namespace

std::string label_at(const model::state& now, std::size_t index) {
  // Counted from 1: the key that chooses it.
  return fmt::format("t{} {}", index + 1, now.tasks[index].name);
}

std::string label_of(const model::state& now, std::uint16_t process,
                     model::id task) {
  for (std::size_t i = 0; i < now.tasks.size(); ++i) {
    if (now.tasks[i].self == task && now.tasks[i].process == process) {
      return label_at(now, i);
    }
  }
  return fmt::format("task {}", task);
}

void draw_lanes(grid& on, const live_view& view, const live_layout& at,
                const glyphs& with) {
  const int whose = columns_for_process(view);
  if (whose > 0) {
    on.put(1, at.who_row, fmt::format("{:>{}}", "P", whose - 1), style::dim);
  }
  on.put(1 + whose, at.who_row, "WHO", style::dim);
  draw_turn_marks(on, view, at);
  const model::loop* loop = view.now.shown_loop();
  if (loop != nullptr && at.small) {
    on.put(1, at.who_row, fmt::format("↺ turn {}", loop->turn), style::strong);
  }
  draw_lane_rows(on, view, at, at.who_row + 1, at.lane_rows, with);
}

void draw_lane_rows(grid& on, const live_view& view, const live_layout& at,
                    int y, int rows, const glyphs& with) {
  if (view.now.shown_loop() != nullptr) {
    draw_loop_lane(on, view, at, y, with);
    ++y;
    --rows;
  }
  const auto room = static_cast<std::size_t>(std::max(0, rows));
  for (const std::size_t index : shown_lanes(view, room)) {
    draw_lane(on, view, at, index, y++, with);
  }
}

}  // namespace looplab::frame
