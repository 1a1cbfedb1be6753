// SPDX-License-Identifier: BSL-1.0
//
// The live screen of example_views.hpp after a person has chosen something.
#pragma once

#include "visualizer/frame/live_view.hpp"

namespace looplab::tests {

/// The loop's screen with a filter, kept or while it is typed.
frame::live_view filtered_view(frame::size extent, bool typing);
/// The same screen while a stop is set, with one set already.
frame::live_view stops_view(frame::size extent);

}  // namespace looplab::tests
