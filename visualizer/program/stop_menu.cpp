// SPDX-License-Identifier: BSL-1.0
//
// See stop_menu.hpp.
#include "visualizer/program/stop_menu.hpp"

#include <fmt/core.h>

#include "visualizer/program/lane_choice.hpp"

namespace looplab::program {

using frame::command;

void stop_menu::open(const frame::live_view& shown) {
  *this = {};
  open_ = true;
  if (shown.source.current > 0) {
    line_.emplace();
    line_->what = model::stop_at::line;
    line_->file = shown.source.path;
    line_->line = shown.source.current;
  }
  const auto lane = meant_lane(shown.now, shown.who);
  const model::task* task =
      lane ? shown.now.find_task(lane->process, lane->self) : nullptr;
  if (task != nullptr) {
    state_.emplace();
    state_->what = model::stop_at::state;
    state_->process = task->process;
    state_->who = task->self;
    state_->name = task->name;
    state_->state = task->state;
  }
  if (const model::loop* loop = shown.now.shown_loop()) {
    phase_.emplace();
    phase_->what = model::stop_at::phase;
    phase_->phase = loop->phase;
  }
}

void stop_menu::press(command what, stop_run& stops) {
  const auto toggle = [&](const std::optional<model::stop>& one) {
    if (one) {
      stops.toggle(*one);
    }
  };
  open_ = false;
  switch (what) {
    case command::stop_line:
      return toggle(line_);
    case command::stop_state:
      return toggle(state_);
    case command::stop_phase:
      return toggle(phase_);
    case command::stop_none:
      return stops.clear();
    default:
      return;
  }
}

std::string stop_menu::text(const std::vector<model::stop>& set) const {
  std::string out = "A stop at:";
  const auto offer = [&](const char* key,
                         const std::optional<model::stop>& one) {
    if (one) {
      out += fmt::format("  {} {}", key, stop_name(*one));
    }
  };
  offer("b", line_);
  offer("s", state_);
  offer("p", phase_);
  out += set.empty() ? ". None is set." : ". Set:";
  for (const model::stop& one : set) {
    out += "  " + stop_name(one);
  }
  return out;
}

}  // namespace looplab::program
