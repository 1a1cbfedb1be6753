// SPDX-License-Identifier: BSL-1.0
//
// A frame as the bytes that draw it on a terminal of 256 colours, where there
// is no terminal to draw with. It moves the cursor, sets colours and writes;
// it asks nothing and changes no mode of a terminal but the cursor's.
#pragma once

#include <string>

#include "visualizer/frame/grid.hpp"
#include "visualizer/frame/theme.hpp"

namespace looplab::exporting {

/// What draws a frame on any screen of its size.
std::string first_frame(const frame::grid& now, frame::theme theme);

/// What makes of one frame another one of the same size: only cells that
/// differ. "" for two equal ones.
std::string next_frame(const frame::grid& before, const frame::grid& now,
                       frame::theme theme);

}  // namespace looplab::exporting
