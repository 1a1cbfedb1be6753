// SPDX-License-Identifier: BSL-1.0
//
// The stops that were set, and the way to them: along the log as far as it
// goes, and then by letting the real program go on, point after point of its
// gate, until one of them is in the log. Never so long at a time that a key
// would have to wait for it. Owns no clock.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "visualizer/model/stop_walk.hpp"
#include "visualizer/model/stops.hpp"
#include "visualizer/program/player.hpp"

namespace looplab::program {

/// Thread safety: one thread. What it refers to must outlive it.
class stop_run {
 public:
  using time_point = player::time_point;

  /// `door` may be nullptr, for a replay.
  stop_run(const model::timeline& time, gate_door* door, player& transport);

  /// Sets the stop, or clears it if it is set.
  void toggle(const model::stop& one);

  void clear() { stops_.clear(); }

  const std::vector<model::stop>& stops() const { return stops_; }

  /// To the next stop; it may take until the program gets there.
  void forward(time_point now);
  void backward(time_point now);
  /// Another key: the way to the stop is left, and its message gone.
  void cancel();
  /// Goes on as far as the log allows.
  void advance(time_point now);
  /// When advance() has something to do again.
  std::optional<time_point> next() const;

  const std::string& message() const { return message_; }

 private:
  void set_out(model::way direction, time_point now);
  void arrive(const model::stop_search& at);
  bool lives() const;
  void give_up(time_point now);
  void step_program(time_point now);

  const model::timeline& time_;
  gate_door* door_;
  player& player_;
  std::vector<model::stop> stops_;
  std::optional<model::stop_walk> walk_;  ///< while under way
  model::way direction_ = model::way::on;
  time_point due_{};
  std::string message_;
};

}  // namespace looplab::program
