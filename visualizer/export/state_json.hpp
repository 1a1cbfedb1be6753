// SPDX-License-Identifier: BSL-1.0
//
// A moment of a run as one JSON object, for scripts: what the live screen shows
// in colours. docs/attach-json.md says what each field means. It tells what is
// known and leaves out what is not.
#pragma once

#include <string>

#include "trace/log.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::exporting {

/// The state at the end of what the timeline has taken in, and the newest
/// reading of /proc of each process. `recorder`: whether the program tells
/// events itself. One line, without a line feed.
std::string state_as_json(const trace::log& events, const model::timeline& time,
                          std::uint32_t pid, bool recorder);

}  // namespace looplab::exporting
