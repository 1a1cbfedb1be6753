// SPDX-License-Identifier: BSL-1.0
//
// See lane_choice.hpp.
#include "visualizer/program/lane_choice.hpp"

#include <algorithm>
#include <vector>

#include "visualizer/model/lane_filter.hpp"

namespace looplab::program {

std::optional<lane_name> meant_lane(const model::state& now,
                                    const frame::viewer& who) {
  if (who.selected != 0) {
    return lane_name{who.selected_process, who.selected};
  }
  const auto runs =
      std::ranges::find_if(now.tasks, [&](const model::task& task) {
        return task.state == model::task_state::running;
      });
  if (runs == now.tasks.end()) {
    return std::nullopt;
  }
  return lane_name{runs->process, runs->self};
}

void choose_nth(const model::state& now, std::size_t index,
                frame::viewer& who) {
  if (index < now.tasks.size()) {
    who.selected = now.tasks[index].self;
    who.selected_process = now.tasks[index].process;
  }
}

void choose_by(const model::state& now, int by, frame::viewer& who) {
  const model::lane_filter filter(who.filter);
  std::vector<std::size_t> lanes;
  std::optional<int> before;  // the last admitted lane before the chosen one
  bool admitted = false;      // the chosen one is itself
  for (std::size_t i = 0; i < now.tasks.size(); ++i) {
    const model::task& task = now.tasks[i];
    const bool is_shown = filter.empty() || filter.admits(task);
    if (task.self == who.selected && task.process == who.selected_process) {
      before = static_cast<int>(lanes.size()) - 1;
      admitted = is_shown;
    }
    if (is_shown) {
      lanes.push_back(i);
    }
  }
  if (lanes.empty()) {
    return;
  }
  const auto last = static_cast<int>(lanes.size()) - 1;
  const int here = !before              ? (by > 0 ? -1 : last + 1)
                   : admitted || by < 0 ? *before + 1
                                        : *before;
  choose_nth(now,
             lanes[static_cast<std::size_t>(std::clamp(here + by, 0, last))],
             who);
}

}  // namespace looplab::program
