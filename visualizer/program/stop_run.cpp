// SPDX-License-Identifier: BSL-1.0
//
// See stop_run.hpp.
#include "visualizer/program/stop_run.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace looplab::program {

namespace {

/// Between two looks at a program that is on its way to a stop, or sleeps.
constexpr std::chrono::milliseconds each_look(1), each_look_asleep(20);

}  // namespace

stop_run::stop_run(const model::timeline& time, gate_door* door,
                   player& transport)
    : time_(time), door_(door), player_(transport) {}

void stop_run::toggle(const model::stop& one) {
  const auto known = std::find(stops_.begin(), stops_.end(), one);
  if (known == stops_.end()) {
    stops_.push_back(one);
    message_ = fmt::format("Stop set: {}. c runs to the next one, C back.",
                           stop_name(one));
  } else {
    stops_.erase(known);
    message_ = fmt::format("Stop cleared: {}.", stop_name(one));
  }
}

bool stop_run::any_set() {
  cancel();
  if (stops_.empty()) {
    message_ = "No stop is set: b sets one.";
  }
  return !stops_.empty();
}

void stop_run::forward(time_point now) {
  if (!any_set()) {
    return;
  }
  player_.pause();
  under_way_ = true;
  searched_ = player_.cursor();
  advance(now);
}

void stop_run::backward() {
  if (!any_set()) {
    return;
  }
  player_.pause();
  const auto found = previous_stop(time_, stops_, player_.cursor());
  if (found.found != nullptr) {
    arrive(found);
  } else {
    message_ = "No stop comes before this moment.";
  }
}

void stop_run::cancel() {
  under_way_ = false;
  message_.clear();
}

void stop_run::arrive(const model::stop_search& at) {
  under_way_ = false;
  player_.seek(at.cursor);
  const std::uint64_t turn = time_.turn_at(at.cursor);
  message_ =
      fmt::format("Stopped: {}, at event {}{}.", stop_name(*at.found),
                  at.cursor, turn > 0 ? fmt::format(" in turn {}", turn) : "");
}

void stop_run::advance(time_point now) {
  if (!under_way_ || now < due_) {
    return;
  }
  const bool lives = door_ != nullptr && !door_->ended();
  const auto found = next_stop(time_, stops_, searched_, lives);
  if (found.found != nullptr) {
    return arrive(found);
  }
  searched_ = found.cursor;
  if (lives) {
    return step_program(now);
  }
  under_way_ = false;
  message_ = "No stop comes after this moment.";
}

void stop_run::step_program(time_point now) {
  due_ = now + each_look;
  player_.seek(time_.size());
  if (searched_ < time_.size()) {
    return;  // the line of an entry is still being looked up
  }
  if (door_->stands_at_gate()) {
    message_ = "On the way to the next stop; any key ends that.";
    door_->step();
  } else {
    due_ = now + each_look_asleep;
    message_ =
        "On the way to the next stop: the program is asleep in the kernel, "
        "waiting for an event.";
  }
}

std::optional<stop_run::time_point> stop_run::next() const {
  return under_way_ ? std::optional(due_) : std::nullopt;
}

}  // namespace looplab::program
