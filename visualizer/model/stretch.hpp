// SPDX-License-Identifier: BSL-1.0
//
// What one thread does between two moments at which it could have done
// something else. Private to the analysis.
#pragma once

#include <cstdint>
#include <vector>

#include "visualizer/model/facts.hpp"

namespace looplab::model {

/// What one thread does without a pause.
struct stretch {
  id who = 0;  ///< a task, a descriptor, or 0: the loop itself
  bool is_task = false;
  bool open = false;
  bool told = false;       ///< as a task that never suspends
  bool looked_at = false;  ///< a sample has seen it long ago begun
  std::uint32_t place = 0;
  std::int64_t began_ns = 0;
  std::int64_t waited_ns = 0;  ///< in calls that stood still
  std::uint64_t gates = 0;
};

/// One that was long, until something from outside says how long.
struct long_stretch {
  std::uint16_t process = 0;
  id thread = 0;
  stretch was;
  std::int64_t ended_ns = 0;
};

/// A wait that may end in the next entry of the thread.
struct pause {
  id who = 0, on = 0;
  std::int64_t began_ns = 0;
};

struct thread_part {
  stretch now;
  pause in_call;                        ///< who == 0: none
  std::vector<long_stretch> long_ones;  ///< of the present turn
};

}  // namespace looplab::model
