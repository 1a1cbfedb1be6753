// SPDX-License-Identifier: BSL-1.0
//
// What the last entry of a fold means, in plain words. It says only what the
// log knows: what will come next is told from what stands in line, never from
// the future of the log.
#pragma once

#include <string>

#include "visualizer/model/fold.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::model {

/// Two lines of at most this many characters each.
inline constexpr std::size_t narration_columns = 76;

narration narrate(const fold& after);

/// Time since the first entry, turn, who, what, where: one line, whatever the
/// program's own words in it are.
std::string one_line(const fold& after);

}  // namespace looplab::model
