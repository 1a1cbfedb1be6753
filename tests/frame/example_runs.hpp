// SPDX-License-Identifier: BSL-1.0
//
// Two runs that were asked the same by three clients: by one thread that does
// one after the other, and by a loop that waits for all of them. Written as
// logs, so that what is composed from logs can be drawn and judged.
#pragma once

#include "visualizer/frame/compare_view.hpp"

namespace looplab::tests {

/// A: blocking; B: a loop. They live as long as the tests.
const std::array<frame::compared_source, 2>& example_runs();

/// In the middle of the second client's wait in A.
frame::comparer example_comparer();

}  // namespace looplab::tests
