// SPDX-License-Identifier: BSL-1.0
//
// What a view tells of the kernel's side: timers, watched descriptors and the
// threads as /proc saw them. A part of compose(); draws nothing.
#pragma once

#include <cstddef>

#include "trace/log.hpp"
#include "visualizer/frame/live_view.hpp"

namespace looplab::frame {

/// Fills it in for the state and the cursor that the view has already. No more
/// than `rows` descriptors: a screen that low cannot show more of 10,000.
void add_kernel_side(live_view& view, const trace::log& events,
                     std::size_t rows);

}  // namespace looplab::frame
