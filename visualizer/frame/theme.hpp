// SPDX-License-Identifier: BSL-1.0
//
// How each style looks in each kind of terminal, and which glyphs a state is
// drawn with. The palette was measured for colour blindness; a test computes
// the distances again.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "visualizer/frame/grid.hpp"
#include "visualizer/model/state.hpp"

namespace looplab::frame {

/// One appearance: palette indices (of the xterm 256 colours, or of the eight)
/// or -1 for the terminal's default.
struct appearance {
  short foreground = -1;
  short background = -1;
  bool bold = false;
  bool dim = false;
  bool reverse = false;

  bool operator==(const appearance&) const = default;
};

enum class theme : std::uint8_t { dark, light, eight, mono };

appearance look_of(theme t, style s);
std::optional<theme> theme_named(std::string_view name);  ///< dark light mono

/// The characters to draw with: Unicode, or plain ASCII for terminals and
/// locales that have nothing else.
struct glyphs {
  bool ascii = false;

  char32_t state(model::task_state s) const;
  char32_t phase(model::loop_phase p) const;  ///< T P z and the running block
};

style style_of(model::task_state s);

}  // namespace looplab::frame
