// SPDX-License-Identifier: BSL-1.0
//
// The thirteen chapters of the course, so that the home screen shows the whole
// way also while some of them are not written.
#pragma once

#include <vector>

#include "visualizer/frame/live_view.hpp"

namespace looplab::program {

/// Adds what is missing as "not yet here", in order of the numbers.
void add_missing_chapters(std::vector<frame::chapter_card>& cards);

}  // namespace looplab::program
