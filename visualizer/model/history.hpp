// SPDX-License-Identifier: BSL-1.0
//
// The last steps before a moment, as columns and lanes. One entry is one
// column; a sleep of the whole process is a few more, whatever its length.
#pragma once

#include <cstddef>

#include "visualizer/model/fold.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::model {

/// Moves `from`, which must stand at or before the first entry wanted, to
/// `cursor` and tells the last `columns` columns. `loop` is the slot of the
/// loop whose turns are marked, or no_slot.
history tell_history(fold& from, std::size_t cursor, std::size_t columns,
                     std::uint32_t loop);

}  // namespace looplab::model
