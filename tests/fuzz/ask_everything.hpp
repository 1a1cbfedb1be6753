// SPDX-License-Identifier: BSL-1.0
//
// What a screen would ask of a log, at its begin, in its middle and at its end:
// a reader may accept what the model then trips over.
#pragma once

#include "visualizer/model/timeline.hpp"

namespace looplab::fuzz {

inline void ask_everything(const trace::log& events) {
  model::timeline time(events);
  time.catch_up();
  for (const std::size_t cursor :
       {std::size_t{0}, time.size() / 2, time.size()}) {
    const model::state now = time.at(cursor);
    time.before(cursor, 40);
    time.in_time(cursor, 40, time.time_scale(cursor, 40));
    time.tell(cursor);
    time.line(cursor);
    time.next_turn(cursor);
    time.previous_turn(cursor);
    if (!now.tasks.empty()) {
      time.next_change(cursor, now.tasks.front().self);
      time.previous_change(cursor, now.tasks.back().self);
    }
  }
}

}  // namespace looplab::fuzz
