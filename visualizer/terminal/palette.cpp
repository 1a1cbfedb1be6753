// SPDX-License-Identifier: BSL-1.0
//
// See palette.hpp. ncurses 6.4 does not know NO_COLOR, and in direct-colour
// terminals takes a palette index for an RGB value; both are handled here.
#include "visualizer/terminal/palette.hpp"

#include <term.h>

#include <cstdlib>

namespace looplab::terminal {

namespace {

bool colour_refused() {
  const char* value = std::getenv("NO_COLOR");
  return value != nullptr && *value != '\0';
}

frame::theme possible_theme(std::optional<frame::theme> wish) {
  if (colour_refused() || !has_colors()) {
    return frame::theme::mono;
  }
  if (wish == frame::theme::mono) {
    return frame::theme::mono;
  }
  // COLORS is not known before start_color().
  if (tigetnum("colors") < 256) {
    return frame::theme::eight;
  }
  return wish.value_or(frame::theme::dark);
}

/// The RGB value of an entry of xterm's 256 colours above the first sixteen: a
/// cube of six steps a side, then a ramp of greys. (The first sixteen are the
/// user's own and are not used by the 256-colour themes, but for 16 upward.)
int rgb_of(short index) {
  if (index < 16) {
    return index;
  }
  if (index >= 232) {
    const int grey = 8 + 10 * (index - 232);
    return grey << 16 | grey << 8 | grey;
  }
  const auto level = [](int step) {
    return step == 0 ? 0 : 55 + 40 * step;
  };
  const int cube = index - 16;
  return level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6);
}

attr_t attributes_of(const frame::appearance& a) {
  attr_t out = A_NORMAL;
  if (a.bold) {
    out |= A_BOLD;
  }
  if (a.dim) {
    out |= A_DIM;
  }
  if (a.reverse) {
    out |= A_REVERSE;
  }
  return out;
}

}  // namespace

palette::palette(std::optional<frame::theme> wish) {
  const frame::theme used = possible_theme(wish);
  const bool coloured = used != frame::theme::mono;
  bool direct = false;
  if (coloured) {
    start_color();
    use_default_colors();
    direct = tigetflag("RGB") > 0;
  }
  for (int i = 0; i < frame::styles; ++i) {
    const auto appearance = frame::look_of(used, static_cast<frame::style>(i));
    look& to = looks_[static_cast<std::size_t>(i)];
    to.attributes = attributes_of(appearance);
    if (!coloured) {
      continue;
    }
    to.pair = static_cast<short>(i + 1);
    const auto colour = [direct](short index) {
      return direct ? rgb_of(index) : static_cast<int>(index);
    };
    init_extended_pair(to.pair, colour(appearance.foreground),
                       colour(appearance.background));
  }
}

}  // namespace looplab::terminal
