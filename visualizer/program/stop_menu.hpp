// SPDX-License-Identifier: BSL-1.0
//
// What `b` offers: a stop on the line, the state or the phase that the screen
// shows. It sets nothing by itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "visualizer/frame/live_view.hpp"
#include "visualizer/model/stops.hpp"
#include "visualizer/program/stop_run.hpp"

namespace looplab::program {

/// Thread safety: one thread.
class stop_menu {
 public:
  bool is_open() const { return open_; }

  /// Offers what this view shows.
  void open(const frame::live_view& shown);

  /// Does what the key means in the menu, which it closes.
  void press(frame::command what, stop_run& stops);

  /// What each key would set or clear, and what is set already.
  std::string text(const std::vector<model::stop>& set) const;

 private:
  bool open_ = false;
  std::optional<model::stop> line_, state_, phase_;
};

}  // namespace looplab::program
