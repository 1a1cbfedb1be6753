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

/// What is folded at a time, in entries: a few milliseconds' worth, besides the
/// way to them.
constexpr std::size_t a_part = 50'000;

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

void stop_run::set_out(model::way direction, time_point now) {
  cancel();
  if (stops_.empty()) {
    message_ = "No stop is set: b sets one.";
    return;
  }
  player_.pause();
  direction_ = direction;
  walk_.emplace(time_, stops_, player_.cursor(), direction);
  due_ = now;
  advance(now);
}

void stop_run::forward(time_point now) {
  set_out(model::way::on, now);
}

void stop_run::backward(time_point now) {
  set_out(model::way::back, now);
}

void stop_run::cancel() {
  walk_.reset();
  message_.clear();
}

void stop_run::arrive(const model::stop_search& at) {
  walk_.reset();
  player_.seek(at.cursor);
  const std::uint64_t turn = time_.turn_at(at.cursor);
  message_ =
      fmt::format("Stopped: {}, at event {}{}.", stop_name(*at.found),
                  at.cursor, turn > 0 ? fmt::format(" in turn {}", turn) : "");
}

void stop_run::advance(time_point now) {
  if (!walk_ || now < due_) {
    return;
  }
  switch (walk_->go_on(a_part, lives())) {
    case model::stop_walk::result::found:
      return arrive(walk_->at());
    case model::stop_walk::result::end:
      return give_up(now);
    case model::stop_walk::result::more:
      due_ = now;  // at once, but after the keys
      message_ = "Searching the log for a stop; any key ends that.";
      return;
  }
}

bool stop_run::lives() const {
  return door_ != nullptr && !door_->ended();
}

/// In the log there is none.
void stop_run::give_up(time_point now) {
  const bool on = direction_ == model::way::on;
  if (on && lives()) {
    return step_program(now);
  }
  walk_.reset();
  message_ = on ? "No stop comes after this moment."
                : "No stop comes before this moment.";
}

void stop_run::step_program(time_point now) {
  due_ = now + each_look;
  player_.seek(time_.size());
  if (walk_->at().cursor < time_.size()) {
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
  return walk_ ? std::optional(due_) : std::nullopt;
}

}  // namespace looplab::program
