// SPDX-License-Identifier: BSL-1.0
//
// "client 2" as a lane of a moment: how a task is named on a command line. Who
// has no lane at that moment is nobody, and of several it never picks one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "visualizer/model/state.hpp"

namespace looplab::exporting {

/// The index in now.tasks of the lane that has this name, or that the screen
/// calls so: "client 2", "t3", "t3 client 2". Nothing, and one sentence in
/// `error`, for nobody and for several.
std::optional<std::size_t> lane_named(std::string_view words,
                                      const model::state& now,
                                      std::string& error);

}  // namespace looplab::exporting
