// SPDX-License-Identifier: BSL-1.0
//
// The real time before a moment, as columns and lanes: each column is a slice
// of the same length, however much happened in it. Time in which the program
// stood still at our gate is left out: it was not the program's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "visualizer/model/fold.hpp"
#include "visualizer/model/timeline.hpp"
#include "visualizer/model/whose.hpp"

namespace looplab::model {

/// The entries from `first` to a cursor, with how long before the cursor's last
/// entry each of them happened.
struct look_back {
  std::size_t first = 0;
  std::vector<std::int64_t> ages_ns;  ///< never increasing; the last is 0
  bool reaches = false;  ///< there is more before `first`, and it was too old
  bool holds_left_out = false;
};

/// Looks back from where `at` stands, until `reach_ns` or to the entry `stop`;
/// and no further than what can be folded for a frame.
look_back looked_back(const fold& at, std::int64_t reach_ns, std::size_t stop,
                      std::uint32_t loop, whose chosen = {});

/// 1, 2 or 5 times a power of ten, at least 1 us, so that this many columns
/// hold the span.
std::int64_t round_scale(std::int64_t span_ns, std::size_t columns);

/// Moves `from`, which must stand at `window.first`, to the window's end and
/// tells its last `columns` slices.
history tell_in_time(fold& from, const look_back& window, std::size_t columns,
                     std::int64_t ns_per_column, std::uint32_t loop,
                     whose chosen = {});

}  // namespace looplab::model
