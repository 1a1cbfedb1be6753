// SPDX-License-Identifier: BSL-1.0
//
// Any screen of a replay at one moment, with what the keys would have chosen on
// it: the lane, who waits for it, what was typed into the help. Drawn by the
// code that draws the terminal's; what is chosen here no key can change.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "visualizer/export/picture.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::exporting {

/// The screens that a recording can be shown on.
enum class screen { live, projector, detail, warnings, help };

struct screen_choice {
  screen of = screen::live;
  std::string task;      ///< the lane, see lane_named(); "" = who runs
  bool waiters = false;  ///< detail: who waits for it, not why it waits
  std::string search;    ///< help: what was typed
};

std::optional<screen> screen_named(std::string_view name);

/// Puts the process that the screen calls the Nth of a family, from 1, into
/// `chosen`; 0 is all together. False, and one sentence in `error`, if there
/// are fewer.
bool choose_process(const trace::log& events, std::uint64_t number,
                    model::whose& chosen, std::string& error);

/// Nothing, and one sentence in `error`, if the moment has no such task.
/// Requires that the timeline has caught up, and the warnings of `how`.
std::optional<frame::grid> screen_at(const model::timeline& time, picture how,
                                     const screen_choice& chosen,
                                     std::size_t cursor, std::string& error);

}  // namespace looplab::exporting
