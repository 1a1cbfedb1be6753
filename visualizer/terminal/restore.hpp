// SPDX-License-Identifier: BSL-1.0
//
// Giving the terminal back. What it takes is prepared before the first frame,
// so that a dying process needs nothing but dup2, write and tcsetattr: calls
// that are safe in a signal handler while another thread is in the middle of a
// frame. ncurses' own endwin() is not, and is only for the ordinary end.
#pragma once

#include <string>

namespace looplab::terminal {

/// Bytes that undo what a frame may have left behind; works without terminfo.
std::string plain_restore_sequence();

/// Remembers the terminal's modes, opens `output` (a descriptor of the
/// terminal that frames are written to) for muting, and installs handlers for
/// fatal signals, std::terminate and exit. `sequence` is what will be written.
/// Requires: called before the terminal's modes are changed.
void prepare_restore(int output, const std::string& sequence);

/// Tells for its lifetime that this thread writes a frame. A write that is
/// under way cannot be muted any more, so restore_now() waits for its end.
class frame_write {
 public:
  frame_write() noexcept;
  ~frame_write();
  frame_write(const frame_write&) = delete;
  frame_write& operator=(const frame_write&) = delete;
};

/// Undoes everything, once; later calls do nothing. Async-signal-safe.
void restore_now() noexcept;

/// The ordinary end has restored the terminal itself.
void restore_done() noexcept;

}  // namespace looplab::terminal
