// SPDX-License-Identifier: BSL-1.0
//
// What the person chose to look at: which task, which scale, by keys and by
// the mouse. Whatever the mouse does, a key does too.
#include <algorithm>

#include "visualizer/frame/layout.hpp"
#include "visualizer/program/click.hpp"
#include "visualizer/program/live_loop.hpp"

namespace looplab::program {

int live_loop::click() {
  const click_meaning is = click_on(shown_, screen_.pointer());
  switch (is.kind) {
    case frame::hit::key:
      return is.value;
    case frame::hit::row:
      return help_.is_open() ? help_.click(is.value) : 0;
    case frame::hit::lane:
      choose_lane(static_cast<std::size_t>(is.value));
      return 0;
    case frame::hit::time:
      player_.pause();
      player_.seek(is.share_of(run_.time().size()));
      return 0;
    case frame::hit::nothing:
      break;
  }
  return 0;
}

model::whose live_loop::of_selected() const {
  return chosen_.selected != 0 ? model::whose(chosen_.selected_process)
                               : chosen_.process;
}

void live_loop::choose_lane(std::size_t index) {
  const auto now = run_.time().at(player_.cursor(), chosen_.process);
  if (index < now.tasks.size()) {
    chosen_.selected = now.tasks[index].self;
    chosen_.selected_process = now.tasks[index].process;
  }
}

void live_loop::choose(int by) {
  const auto now = run_.time().at(player_.cursor(), chosen_.process);
  if (now.tasks.empty()) {
    return;
  }
  const auto last = static_cast<int>(now.tasks.size()) - 1;
  int index = by > 0 ? -1 : last + 1;
  for (int i = 0; i <= last; ++i) {
    const model::task& task = now.tasks[static_cast<std::size_t>(i)];
    if (task.self == chosen_.selected &&
        task.process == chosen_.selected_process) {
      index = i;
    }
  }
  index = std::clamp(index + by, 0, last);
  const model::task& task = now.tasks[static_cast<std::size_t>(index)];
  chosen_.selected = task.self;
  chosen_.selected_process = task.process;
}

/// From the scale that is shown; on the axis of steps, from the one that would
/// be. From then on it stays, wherever the cursor goes.
void live_loop::zoom(int steps) {
  const int columns = frame::history_columns(screen_.extent());
  if (!chosen_.real_time_axis || chosen_.ns_per_column == 0) {
    chosen_.ns_per_column = run_.time().time_scale(
        player_.cursor(), static_cast<std::size_t>(std::max(1, columns)),
        chosen_.process);
  }
  chosen_.real_time_axis = true;
  chosen_.ns_per_column = model::zoomed(chosen_.ns_per_column, steps);
}

}  // namespace looplab::program
