// SPDX-License-Identifier: BSL-1.0
//
// A theme in ncurses' terms: one colour pair and attribute set for each style.
// Knows what the terminal can do; decides nothing about meaning.
#pragma once

#include <curses.h>

#include <array>
#include <optional>

#include "visualizer/frame/theme.hpp"

namespace looplab::terminal {

class palette {
 public:
  /// Requires an open ncurses screen. `wish` is honoured as far as the
  /// terminal's colours go; NO_COLOR (not empty) means mono.
  explicit palette(std::optional<frame::theme> wish);

  attr_t attributes(frame::style s) const {
    return looks_[static_cast<std::size_t>(s)].attributes;
  }

  short pair(frame::style s) const {
    return looks_[static_cast<std::size_t>(s)].pair;
  }

 private:
  struct look {
    attr_t attributes = A_NORMAL;
    short pair = 0;
  };

  std::array<look, frame::styles> looks_{};
};

}  // namespace looplab::terminal
