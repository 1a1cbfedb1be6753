// SPDX-License-Identifier: BSL-1.0
//
// When each of the three beats of an event begins. Only in slow motion: faster
// than eight events a second they would be a flicker. Owns no clock, and never
// makes anybody wait: whatever is pressed ends them at once.
#pragma once

#include <chrono>
#include <optional>

#include "visualizer/frame/beat.hpp"

namespace looplab::program {

class beats {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// An event is shown from now on; the next one comes after `interval`.
  void begin(time_point now, std::chrono::microseconds interval);
  void advance(time_point now);

  void finish() { at_ = frame::beat::whole; }

  frame::beat at() const { return at_; }

  /// When the next beat begins; nothing, when all have been.
  std::optional<time_point> next() const;

 private:
  std::chrono::microseconds length_of(frame::beat one) const;

  frame::beat at_ = frame::beat::whole;
  std::chrono::microseconds all_{};
  time_point ends_{};
};

}  // namespace looplab::program
