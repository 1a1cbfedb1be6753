// SPDX-License-Identifier: BSL-1.0
//
// A recording played as the terminal plays it, as an asciicast (version 2) for
// asciinema and the players that understand it. It is made without a terminal
// and without waiting.
#pragma once

#include <ostream>

#include "visualizer/export/picture.hpp"

namespace looplab::exporting {

struct cast_pace {
  /// How many events a second are shown; 0 = each when it happened. Slow ones
  /// are shown in three beats.
  double events_per_second = 2;
  /// What a player makes of longer pauses, in seconds; it says so in the file.
  double idle_limit = 2;
};

/// Marks stand where a turn of the loop begins and where a lesson says
/// something. What would stand for less than a thirtieth of a second is left
/// out where something else was drawn just before. False if the stream fails.
bool write_cast(const model::timeline& time, const picture& how,
                const range& part, const cast_pace& pace, std::ostream& out);

}  // namespace looplab::exporting
