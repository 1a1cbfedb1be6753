// SPDX-License-Identifier: BSL-1.0
//
// The last steps before a moment, as columns and lanes. One step of the program
// is one column; a sleep of the whole process is a few more, whatever its
// length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "visualizer/model/fold.hpp"
#include "visualizer/model/timeline.hpp"
#include "visualizer/model/whose.hpp"

namespace looplab::model {

/// Moves `from`, which must stand at or before the first entry wanted, to
/// `cursor` and tells the last `columns` columns. `loop` is the slot of the
/// loop whose turns are marked, or no_slot. Steps of processes that are not
/// meant have no columns.
history tell_history(fold& from, std::size_t cursor, std::size_t columns,
                     std::uint32_t loop, whose chosen = {});

/// Writes a reason two cells after the stretch [first, end) of a lane begins,
/// if two remain behind it.
void write_label(lane& told, const std::string& label, std::size_t first,
                 std::size_t end);

}  // namespace looplab::model
