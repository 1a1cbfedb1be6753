// SPDX-License-Identifier: BSL-1.0
//
// The list of warnings while it is open: a chosen one, and where it leads to.
// It moves no cursor itself.
#pragma once

#include <cstddef>
#include <optional>

#include "trace/log.hpp"
#include "visualizer/frame/keys.hpp"
#include "visualizer/frame/warnings.hpp"
#include "visualizer/model/warnings.hpp"

namespace looplab::program {

/// Where a warning can be looked at.
struct warned_moment {
  std::size_t cursor = 0;
  std::uint16_t process = 0;
  trace::id subject = 0;
};

/// Thread safety: one thread.
class warnings_box {
 public:
  void open();

  bool is_open() const { return open_; }

  /// Takes what a key means while it is open. The moment to go to, if that is
  /// what was asked for; it has closed itself then.
  std::optional<warned_moment> press(frame::command what,
                                     const model::warnings& found);

  /// Over the screen below, if it is open.
  void draw(frame::grid& over, const trace::log& events,
            const model::warnings& found, std::size_t cursor,
            const frame::glyphs& with) const;

 private:
  bool open_ = false;
  int chosen_ = 0;
};

}  // namespace looplab::program
