// SPDX-License-Identifier: BSL-1.0
//
// Time from left to right: the loop's own history first, then a lane for each
// task, its height saying how much of a processor it has, and its state now at
// the end. Lanes stay where they are; a screen too low scrolls.
#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/widgets.hpp"

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

void draw_turn_marks(grid& on, const live_view& view, const live_layout& at,
                     const glyphs& with) {
  const int first = first_column(view, at);
  const std::string now = with.ascii ? "nowv" : "now▼";
  const int end = at.lane_x + at.lane_columns - columns_of(now);
  int free = at.lane_x;
  for (std::size_t i = 0; i < view.past.columns.size(); ++i) {
    const int x = first + static_cast<int>(i);
    const std::uint64_t turn = view.past.columns[i].turn;
    if (turn == 0 || x < free) {
      continue;
    }
    std::string text = fmt::format("turn {}", turn);
    if (x + columns_of(text) >= end) {
      text = std::to_string(turn);
    }
    if (x + columns_of(text) < end) {
      free = on.put(x, at.who_row, text, style::dim) + 1;
    }
  }
  on.put(end, at.who_row, now, style::strong);
  on.put(at.state_x, at.who_row, "STATE NOW", style::dim);
}

std::string loop_state(const model::loop& loop) {
  switch (loop.phase) {
    case model::loop_phase::timers:
      return "looks at timers";
    case model::loop_phase::asleep:
      return "asleep in poll";
    case model::loop_phase::polled:
      return "was woken";
    case model::loop_phase::runs:
      return "runs handlers";
    case model::loop_phase::none:
      break;
  }
  return "begins";
}

void draw_loop_lane(grid& on, const live_view& view, const live_layout& at,
                    int y, const glyphs& with) {
  const model::loop& loop = *view.now.shown_loop();
  on.put(1, y, "loop", style::strong);
  int x = first_column(view, at);
  for (const model::column& c : view.past.columns) {
    on.put(x++, y, with.phase(c.phase), phase_style(c.phase));
  }
  on.put(at.state_x, y, loop_state(loop), phase_style(loop.phase));
}

std::string target_of(const live_view& view, const model::task& task) {
  if (task.on == 0) {
    return {};
  }
  switch (trace::space_of(task.on)) {
    case trace::id_space::descriptor:
      return fmt::format("fd {}", trace::descriptor_of(task.on));
    case trace::id_space::thread:
      return fmt::format("thread {}", task.on & ~trace::id_space_mask);
    case trace::id_space::address:
      return fmt::format("m{}", task.on & ~trace::id_space_mask);
    case trace::id_space::counted:
      break;
  }
  const model::task* other = view.now.find_task(task.process, task.on);
  return other == nullptr ? std::string() : other->name;
}

std::string state_text(const live_view& view, const model::task& task) {
  const std::string on = target_of(view, task);
  switch (task.state) {
    case task_state::fresh:
      return "new";
    case task_state::running: {
      const bool line = view.source.current > 0;
      return line ? fmt::format("RUNNING      line {}", view.source.current)
                  : "RUNNING";
    }
    case task_state::ready:
      return "READY        in line";
    case task_state::waits_io:
      return fmt::format("waits io     {}", on);
    case task_state::waits_timer:
      return fmt::format("waits timer  {}", on);
    case task_state::waits_lock:
      switch (task.why) {
        case trace::wait_why::join:
          return fmt::format("waits join   {}", on);
        case trace::wait_why::condition:
          return "waits cond";
        case trace::wait_why::channel_empty:
        case trace::wait_why::channel_full:
          return fmt::format("waits chan   {}", on);
        default:
          return fmt::format("waits lock   {}", on);
      }
    case task_state::done:
      return "done";
    case task_state::failed:
      return "ERROR";
  }
  return {};
}

void draw_lane(grid& on, const live_view& view, const live_layout& at,
               std::size_t index, int y, const glyphs& with) {
  const model::task& task = view.now.tasks[index];
  const bool chosen = task.self == view.who.selected &&
                      task.process == view.who.selected_process;
  if (chosen) {
    on.put(0, y, with.ascii ? U'>' : U'▸', style::strong);
  }
  const std::string name = fmt::format("t{} {}", index, task.name);
  on.put(1, y, fitted(name, at.lane_x - 2, with),
         chosen ? style::selected : style::text);
  if (index < view.past.lanes.size()) {
    const model::lane& lane = view.past.lanes[index];
    int x = first_column(view, at);
    for (const task_state cell : lane.cells) {
      on.put(x++, y, with.state(cell), style_of(cell));
    }
    for (const auto& [column, text] : lane.labels) {
      const int start = first_column(view, at) + static_cast<int>(column);
      const task_state under = lane.cells[column];
      on.put(start, y, text, style_of(under));
    }
  }
  on.put(at.state_x, y,
         fitted(state_text(view, task), on.extent().columns - at.state_x - 1,
                with),
         style_of(task.state));
}

/// The first lane to show: the one that runs or was chosen must be among them.
std::size_t scrolled(const live_view& view, std::size_t rows) {
  const std::size_t count = view.now.tasks.size();
  if (count <= rows) {
    return 0;
  }
  std::size_t focus = count - 1;
  for (std::size_t i = 0; i < count; ++i) {
    const model::task& task = view.now.tasks[i];
    if (view.who.selected != 0 ? task.self == view.who.selected
                               : task.state == task_state::running) {
      focus = i;
      break;
    }
  }
  // Whole pages, so that lanes do not jump with each event.
  return std::min(focus / rows * rows, count - rows);
}

}  // namespace

std::string label_of(const model::state& now, std::uint16_t process,
                     model::id task) {
  for (std::size_t i = 0; i < now.tasks.size(); ++i) {
    if (now.tasks[i].self == task && now.tasks[i].process == process) {
      return fmt::format("t{} {}", i, now.tasks[i].name);
    }
  }
  return fmt::format("task {}", task);
}

void draw_lanes(grid& on, const live_view& view, const live_layout& at,
                const glyphs& with) {
  on.put(1, at.who_row, "WHO", style::dim);
  draw_turn_marks(on, view, at, with);
  int y = at.who_row + 1;
  int rows = at.lane_rows;
  if (const model::loop* loop = view.now.shown_loop(); loop != nullptr) {
    if (at.small) {
      on.put(1, at.who_row,
             fmt::format("{} turn {}", with.ascii ? "@" : "↺", loop->turn),
             style::strong);
    }
    draw_loop_lane(on, view, at, y, with);
    ++y;
    --rows;
  }
  const auto room = static_cast<std::size_t>(std::max(0, rows));
  const std::size_t first = scrolled(view, room);
  const std::size_t last = std::min(first + room, view.now.tasks.size());
  for (std::size_t i = first; i < last; ++i) {
    draw_lane(on, view, at, i, y++, with);
  }
}

}  // namespace looplab::frame
