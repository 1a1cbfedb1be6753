// SPDX-License-Identifier: BSL-1.0
//
// What the palette indices of a theme look like on paper, where there is no
// terminal to ask. It knows xterm's 256 colours and nothing of their meaning.
#pragma once

#include <cstdint>
#include <string>

#include "visualizer/frame/theme.hpp"

namespace looplab::exporting {

struct rgb {
  std::uint8_t red = 0, green = 0, blue = 0;

  bool operator==(const rgb&) const = default;
};

/// An entry of xterm's 256 colours; requires 0 <= index < 256. The first 16
/// are xterm's defaults: in a terminal they are the person's own.
rgb colour_of(short index);

/// "#00ffaf".
std::string hex(rgb colour);

/// A cell's two colours with everything resolved: the terminal's default
/// colours, reversed and dim text.
struct ink {
  rgb text, paper;
  bool bold = false;

  bool operator==(const ink&) const = default;
};

ink ink_of(frame::theme theme, const frame::cell& cell);

}  // namespace looplab::exporting
