// SPDX-License-Identifier: BSL-1.0
//
// The screen about one lane while it is open: what was chosen on it, and the
// way back, name by name. Moves in time through the player only.
#pragma once

#include <string>
#include <vector>

#include "visualizer/frame/detail_view.hpp"
#include "visualizer/frame/keys.hpp"
#include "visualizer/program/player.hpp"

namespace looplab::program {

/// Thread safety: one thread. Keeps a reference to the timeline.
class task_page {
 public:
  explicit task_page(const model::timeline& time);

  bool is_open() const { return !way_.empty(); }

  void open(std::uint16_t process, model::id who);

  /// Does what the key means here, but for help and for moving in time.
  void press(frame::command what, player& transport, frame::size extent);

  /// Requires an open page.
  frame::grid draw(const frame::viewer& who, frame::size extent,
                   const frame::glyphs& with);

 private:
  void enter(player& transport, frame::size extent);

  const model::timeline& time_;
  model::lives memory_;
  std::vector<frame::detail_choice> way_;  ///< the one that is shown last
};

}  // namespace looplab::program
