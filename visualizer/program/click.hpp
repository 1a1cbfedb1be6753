// SPDX-License-Identifier: BSL-1.0
//
// What the mouse means on the frame that is shown. The frame says which of its
// parts is what; the terminal says which cell; here the two meet. Whatever a
// click does, a key does too.
#pragma once

#include <cstddef>

#include "visualizer/frame/grid.hpp"
#include "visualizer/frame/keys.hpp"

namespace looplab::program {

struct click_meaning {
  frame::hit kind = frame::hit::nothing;
  int value = 0;
  int part = 0;
  double share = 0;  ///< of the time line: 0 its begin, 1 its end

  /// That share of so many, rounded.
  std::size_t share_of(std::size_t count) const;
};

/// A turn of the wheel is ↑ or ↓, wherever it is turned.
click_meaning click_on(const frame::grid& shown, const frame::pointer& at);

}  // namespace looplab::program
