// SPDX-License-Identifier: BSL-1.0
//
// The screen about one lane, as values: who it is, why it waits and who waits
// for it, its life and its past. Drawn by a pure function, as all screens are.
#pragma once

#include <cstdint>
#include <string>

#include "visualizer/frame/live_view.hpp"
#include "visualizer/model/detail.hpp"

namespace looplab::frame {

/// What the person chose on this screen.
struct detail_choice {
  model::id who = 0;
  std::uint16_t process = 0;
  bool waiters = false;  ///< who waits for it, in the place of why it waits
  bool names = false;    ///< the arrows walk the names, not the past
  int row = 0;           ///< of what they walk, the first is 0
};

struct detail_view {
  live_view base;  ///< of it only what the bars of every screen show
  detail_choice chosen;
  model::detail shown;
};

/// The rows that the arrows walk, as the choice says: names or changes.
int walkable_rows(const detail_view& view);
/// Whose name the chosen row has; 0 if the arrows walk the past.
model::id chosen_name(const detail_view& view);

/// `memory` is of this timeline, and may be of any moment and lane.
detail_view compose_detail(const model::timeline& time, model::lives& memory,
                           const viewer& who, const detail_choice& chosen,
                           size extent);

grid draw_detail(const detail_view& view, size extent, const glyphs& with);

}  // namespace looplab::frame
