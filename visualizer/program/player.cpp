// SPDX-License-Identifier: BSL-1.0
//
// See player.hpp. The one rule behind all of it: the program is never asked to
// go on while the cursor still has something to show.
#include "visualizer/program/player.hpp"

#include <algorithm>
#include <utility>

#include "visualizer/model/shown.hpp"
#include "visualizer/program/speeds.hpp"

namespace looplab::program {

namespace {

using std::chrono::microseconds;

constexpr int fastest = static_cast<int>(speeds.size()) - 1;
constexpr std::chrono::milliseconds pursuit(5);

constexpr const char* asleep_text =
    "The program is asleep in the kernel, waiting for an event: there is "
    "nothing to step.";

}  // namespace

player::player(const model::timeline& time, gate_door* door, bool is_replay)
    : time_(time), door_(door), replay_(is_replay), speed_(slow_motion()) {}

int player::slow_motion() {
  return static_cast<int>(program::slow_motion);
}

int player::real_speed() {
  return fastest;
}

void player::set_speed(int index) {
  speed_ = std::clamp(index, 0, fastest);
}

bool player::at_real_speed() const {
  return speed_ == fastest;
}

bool player::at_end() const {
  return after_next() == cursor_;
}

microseconds player::interval() const {
  return speeds[static_cast<std::size_t>(speed_)].interval;
}

std::string player::speed() const {
  return speeds[static_cast<std::size_t>(speed_)].name;
}

void player::play(time_point now) {
  beats_.finish();
  playing_ = true;
  wanted_turn_ = 0;
  message_.clear();
  due_ = now + interval();
  if (at_real_speed() && !replay_) {
    cursor_ = time_.size();
    if (door_ != nullptr) {
      door_->release();
    }
  } else {
    take_hold();
  }
}

void player::pause() {
  beats_.finish();
  playing_ = false;
  wanted_turn_ = 0;
  take_hold();
}

void player::take_hold() {
  if (door_ == nullptr || door_->held() || door_->ended()) {
    return;
  }
  std::string why;
  if (!door_->hold(why)) {
    message_ = std::move(why);
  }
}

void player::seek(std::size_t cursor) {
  beats_.finish();
  cursor_ = std::min(cursor, time_.size());
}

void player::step_program() {
  if (door_ == nullptr || door_->ended()) {
    return;
  }
  take_hold();
  if (!door_->step()) {
    message_ = asleep_text;
  }
}

std::size_t player::after_next() const {
  for (std::size_t i = cursor_; i < time_.size(); ++i) {
    if (model::is_step(time_.events()[i])) {
      return i + 1;
    }
  }
  return cursor_;
}

std::size_t player::after_previous() const {
  std::size_t steps = 0;
  for (std::size_t i = cursor_; i > time_.oldest(); --i) {
    if (model::is_step(time_.events()[i - 1]) && ++steps == 2) {
      return i;
    }
  }
  return time_.oldest();
}

void player::step_forward(time_point now) {
  if (at_end()) {
    step_program();
    return;
  }
  cursor_ = after_next();
  beats_.begin(now, interval());
}

void player::seek_turn() {
  const std::size_t found = time_.next_turn(cursor_, process_);
  if (found < time_.size() ||
      time_.turn_at(found, process_) > time_.turn_at(cursor_, process_)) {
    cursor_ = found;
    return;
  }
  cursor_ = time_.size();
  if (door_ != nullptr && !door_->ended()) {
    wanted_turn_ = time_.turn_at(cursor_, process_) + 1;
    take_hold();
  }
}

void player::go_to_turn(std::uint64_t turn) {
  pause();
  wanted_turn_ = turn > time_.turns() ? turn : 0;
}

void player::pursue_turn(time_point now) {
  due_ = now + pursuit;
  if (time_.turns(process_) >= wanted_turn_) {
    wanted_turn_ = 0;
    message_.clear();
    cursor_ = time_.next_turn(cursor_, process_);
    return;
  }
  cursor_ = time_.size();
  if (door_ == nullptr || door_->ended()) {
    wanted_turn_ = 0;
  } else if (door_->stands_at_gate()) {
    message_.clear();
    door_->step();
  } else {
    message_ = asleep_text;
  }
}

void player::change_speed(int by, time_point now) {
  set_speed(speed_ + by);
  if (playing_) {
    play(now);
  }
}

bool player::press(frame::command what, time_point now) {
  using frame::command;
  if (what == command::play_pause) {
    playing_ ? pause() : play(now);
    return true;
  }
  if (what == command::faster || what == command::slower) {
    change_speed(what == command::faster ? 1 : -1, now);
    return true;
  }
  if (what == command::live) {
    seek(time_.size());
    message_.clear();
    return true;
  }
  switch (what) {
    case command::next:
    case command::right:
    case command::back:
    case command::left:
    case command::next_turn:
    case command::back_turn:
    case command::start:
      break;
    default:
      return false;
  }
  pause();
  message_.clear();
  switch (what) {
    case command::next:
    case command::right:
      step_forward(now);
      break;
    case command::back:
    case command::left:
      cursor_ = after_previous();
      break;
    case command::next_turn:
      seek_turn();
      break;
    case command::back_turn:
      cursor_ = time_.previous_turn(cursor_, process_);
      break;
    default:
      cursor_ = time_.oldest();
      break;
  }
  return true;
}

void player::advance(time_point now) {
  cursor_ = std::max(cursor_, time_.oldest());
  beats_.advance(now);
  if (wanted_turn_ != 0) {
    pursue_turn(now);
    return;
  }
  if (!playing_) {
    return;
  }
  if (at_real_speed()) {
    cursor_ = time_.size();
    return;
  }
  while (due_ <= now) {
    due_ += interval();
    if (!at_end()) {
      cursor_ = after_next();
      beats_.begin(now, interval());
      message_.clear();
      continue;
    }
    if (door_ != nullptr && door_->stands_at_gate()) {
      message_.clear();
      door_->step();
    }
    // One step of the program may tell several events; they are shown first.
    due_ = std::max(due_, now + pursuit);
    break;
  }
}

std::optional<player::time_point> player::next() const {
  if (wanted_turn_ != 0) {
    return due_;
  }
  const std::optional<time_point> beat = beats_.next();
  if (!playing_ || at_real_speed() || (replay_ && at_end())) {
    return beat;
  }
  return beat ? std::min(*beat, due_) : due_;
}

frame::run_mode player::mode() const {
  using frame::run_mode;
  if (replay_) {
    return run_mode::replay;
  }
  if (door_ != nullptr && door_->ended()) {
    return run_mode::ended;
  }
  if (playing_) {
    return run_mode::live;
  }
  return door_ != nullptr && door_->held() ? run_mode::held : run_mode::paused;
}

std::size_t player::behind() const {
  return at_end() ? 0 : time_.size() - cursor_;
}

}  // namespace looplab::program
