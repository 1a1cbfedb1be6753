// SPDX-License-Identifier: BSL-1.0
//
// See stops.hpp. How one is found is in stop_walk.cpp.
#include "visualizer/model/stops.hpp"

#include <fmt/format.h>

#include "visualizer/model/said.hpp"

namespace looplab::model {

namespace {

std::string_view state_word(task_state state) {
  switch (state) {
    case task_state::fresh:
      return said::stops::fresh;
    case task_state::ready:
      return said::stops::ready;
    case task_state::running:
      return said::stops::running;
    case task_state::waits_io:
      return said::stops::waits_io;
    case task_state::waits_timer:
      return said::stops::waits_timer;
    case task_state::waits_lock:
      return said::stops::waits_lock;
    case task_state::done:
      return said::stops::done;
    case task_state::failed:
      return said::stops::failed;
  }
  return "";
}

std::string_view phase_word(loop_phase phase) {
  switch (phase) {
    case loop_phase::timers:
      return said::stops::timers;
    case loop_phase::asleep:
      return said::stops::asleep;
    case loop_phase::polled:
      return said::stops::polled;
    case loop_phase::runs:
      return said::stops::runs;
    case loop_phase::none:
      break;
  }
  return said::stops::begins;
}

}  // namespace

bool stop::operator==(const stop& other) const {
  return what == other.what && file == other.file && line == other.line &&
         process == other.process && who == other.who && state == other.state &&
         phase == other.phase;
}

std::string stop_name(const stop& one) {
  switch (one.what) {
    case stop_at::line:
      return fmt::format("{}:{}", one.file.substr(one.file.rfind('/') + 1),
                         one.line);
    case stop_at::state:
      return fmt::format(said::stops::of_task, one.name, state_word(one.state));
    case stop_at::phase:
      return fmt::format(said::stops::of_loop, phase_word(one.phase));
  }
  return {};
}

}  // namespace looplab::model
