// SPDX-License-Identifier: BSL-1.0
//
// Which lane the keys mean: the chosen one, or, for who follows what runs, the
// one that runs. Changes what the viewer chose and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "visualizer/frame/live_view.hpp"

namespace looplab::program {

struct lane_name {
  std::uint16_t process = 0;
  model::id self = 0;
};

/// Nothing if nobody was chosen and nobody runs.
std::optional<lane_name> meant_lane(const model::state& now,
                                    const frame::viewer& who);

/// The lane so many below the chosen one, of those that the filter admits; with
/// nobody chosen, from an end.
void choose_by(const model::state& now, int by, frame::viewer& who);
/// The lane that the screen calls t1 for 0, if there is one.
void choose_nth(const model::state& now, std::size_t index, frame::viewer& who);

}  // namespace looplab::program
