// SPDX-License-Identifier: BSL-1.0
//
// From the fold's small records to the state a person is shown: with names, in
// a stable order, without what has no lane.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "visualizer/model/fold.hpp"
#include "visualizer/model/state.hpp"
#include "visualizer/model/whose.hpp"

namespace looplab::model {

/// Who has the lane now and in which state: a slot outlives its bearers.
struct lane_moment {
  std::uint32_t born = 0;
  task_state state = task_state::fresh;
};

lane_moment moment_of(const facts& now, lane_slot lane);

/// The lanes of this moment in order of birth: tasks; threads that neither
/// poll nor run tasks; and, in a process that names no tasks, the descriptors
/// that a loop watches.
std::vector<lane_slot> lanes_of(const facts& now, whose chosen = {});

/// The lane's task, with the descriptor's readiness told as a task's state.
task present_lane(const fold& from, lane_slot lane);

/// The newest bearer of the id, lane or not; nothing if none is known.
std::optional<task> present_one(const fold& from, std::uint16_t process,
                                id self);

state present(const fold& from, whose chosen = {});

}  // namespace looplab::model
