// SPDX-License-Identifier: BSL-1.0
//
// The help while it is open: what is typed narrows its list, and Enter gives
// back the key of the chosen row, so that whoever forgot a key finds it and
// has pressed it at once. It draws nothing itself and presses nothing.
#pragma once

#include "visualizer/frame/help.hpp"

namespace looplab::program {

/// Thread safety: one thread.
class help_box {
 public:
  void open(frame::screen_kind of);

  bool is_open() const { return open_; }

  /// Takes a key while it is open. The key to press on the screen below it, 0
  /// if there is none; it has closed itself then.
  int press(int key);

  /// A click on a row of the list; the key to press, as press() gives it.
  int click(int row);

  /// Over the screen below, if it is open.
  void draw(frame::grid& over, const frame::glyphs& with) const;

 private:
  int choose();
  void move(int by);

  bool open_ = false;
  frame::help_view view_;
};

}  // namespace looplab::program
