// SPDX-License-Identifier: BSL-1.0
//
// See compare_cursor.hpp.
#include "visualizer/program/compare_cursor.hpp"

#include <algorithm>
#include <limits>

#include "visualizer/model/shown.hpp"

namespace looplab::program {

namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr milliseconds frame_time(33);
constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();

struct pace {
  int slower;  ///< than real time, by this factor
  const char* name;
};

constexpr std::array<pace, 6> paces = {{{1000, "speed 1/1000"},
                                        {200, "speed 1/200"},
                                        {50, "speed 1/50"},
                                        {10, "speed 1/10"},
                                        {2, "speed 1/2"},
                                        {1, "real speed"}}};

/// The first step of the program after the moment.
std::int64_t step_after(const frame::compared_source& run,
                        std::int64_t moment) {
  for (std::size_t i = run.clock->cursor_at(moment); i < run.events->size();
       ++i) {
    if (model::is_step((*run.events)[i]) && run.clock->at(i + 1) > moment) {
      return run.clock->at(i + 1);
    }
  }
  return none;
}

/// The last one before it; the begin if there is none.
std::int64_t step_before(const frame::compared_source& run,
                         std::int64_t moment) {
  for (std::size_t i = run.clock->cursor_at(moment); i > run.clock->begin();
       --i) {
    if (model::is_step((*run.events)[i - 1]) && run.clock->at(i) < moment) {
      return run.clock->at(i);
    }
  }
  return 0;
}

}  // namespace

compare_cursor::compare_cursor(const sources& from) : from_(from), speed_(3) {
  for (const frame::compared_source& run : from_) {
    end_ns_ = std::max(end_ns_, step_before(run, run.clock->length() + 1));
  }
}

std::string compare_cursor::speed() const {
  return paces[static_cast<std::size_t>(speed_)].name;
}

void compare_cursor::play(time_point now) {
  moment_ns_ = moment_ns_ >= end_ns_ ? 0 : moment_ns_;
  playing_ = true;
  last_ = now;
}

void compare_cursor::pause() {
  playing_ = false;
  seek(moment_ns_);
}

void compare_cursor::seek(std::int64_t moment_ns) {
  const std::int64_t wanted = std::clamp<std::int64_t>(moment_ns, 0, end_ns_);
  moment_ns_ = std::max(step_before(from_[0], wanted + 1),
                        step_before(from_[1], wanted + 1));
}

void compare_cursor::seek_entry(std::size_t which, std::size_t cursor) {
  playing_ = false;
  seek(from_[which].clock->at(cursor));
}

void compare_cursor::step(bool on) {
  if (!on) {
    moment_ns_ = std::max(step_before(from_[0], moment_ns_),
                          step_before(from_[1], moment_ns_));
    return;
  }
  const std::int64_t next = std::min(step_after(from_[0], moment_ns_),
                                     step_after(from_[1], moment_ns_));
  moment_ns_ = next == none ? moment_ns_ : next;
}

void compare_cursor::turn(bool on, std::size_t active) {
  const frame::compared_source& run = from_[active];
  const std::size_t here = run.clock->cursor_at(moment_ns_);
  seek_entry(active,
             on ? run.time->next_turn(here) : run.time->previous_turn(here));
}

/// To the end of a column: what is in it has happened then. Where nothing is,
/// on to the next event.
void compare_cursor::scrub(bool on, std::int64_t column_ns) {
  pause();
  const std::int64_t before = moment_ns_;
  seek((before / column_ns + (on ? 2 : 0)) * column_ns - 1);
  if (on && moment_ns_ == before) {
    step(true);
  }
}

bool compare_cursor::press(frame::command what, time_point now,
                           std::int64_t column_ns, std::size_t active) {
  using frame::command;
  constexpr int fastest = static_cast<int>(paces.size()) - 1;
  switch (what) {
    case command::play_pause:
      playing_ ? pause() : play(now);
      return true;
    case command::faster:
    case command::slower:
      speed_ =
          std::clamp(speed_ + (what == command::faster ? 1 : -1), 0, fastest);
      return true;
    case command::next:
    case command::back:
      pause();
      step(what == command::next);
      return true;
    case command::next_turn:
    case command::back_turn:
      turn(what == command::next_turn, active);
      return true;
    case command::left:
    case command::right:
      scrub(what == command::right, column_ns);
      return true;
    case command::start:
    case command::live:
      playing_ = false;
      seek(what == command::start ? 0 : end_ns_);
      return true;
    default:
      return false;
  }
}

void compare_cursor::advance(time_point now) {
  if (!playing_) {
    return;
  }
  const auto passed = std::chrono::duration_cast<nanoseconds>(now - last_);
  last_ = now;
  moment_ns_ += passed.count() / paces[static_cast<std::size_t>(speed_)].slower;
  if (moment_ns_ >= end_ns_) {
    moment_ns_ = end_ns_;
    playing_ = false;
  }
}

std::optional<compare_cursor::time_point> compare_cursor::next() const {
  return playing_ ? std::optional(last_ + frame_time) : std::nullopt;
}

}  // namespace looplab::program
