// SPDX-License-Identifier: BSL-1.0
//
// The terminal: shows frames, reports keys, and gives the terminal back
// whatever happens. The only room that includes ncurses; it knows cells and
// styles, not what they mean.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "visualizer/frame/grid.hpp"
#include "visualizer/frame/keys.hpp"
#include "visualizer/frame/theme.hpp"

namespace looplab::terminal {

struct screen_options {
  std::optional<frame::theme> wish;  ///< nothing = what the terminal can do
  bool ascii = false;
  bool synchronized_output = true;  ///< mode 2026 around each frame
  bool mouse = true;  ///< clicks are ours; without it, the terminal's own
};

/// Thread safety: one thread. At most one exists in a process.
class screen {
 public:
  static std::unique_ptr<screen> open(const screen_options& how,
                                      std::string& error);
  virtual ~screen() = default;

  virtual frame::size extent() const = 0;
  virtual frame::glyphs glyphs() const = 0;
  /// Draws what changed, in one write. False if the terminal cannot take it
  /// now (slow link): the frame is skipped, not queued.
  virtual bool show(const frame::grid& what) = 0;
  /// The next key (frame::key_code or a character), 0 = none waiting.
  virtual int key() = 0;
  /// Of the last key that was frame::key_mouse.
  virtual frame::pointer pointer() const = 0;
  /// Descriptors to poll for reading: keys, window size, signals.
  virtual int input() const = 0;
  virtual int signals() const = 0;
  /// Handles what `signals()` reported. True if the program should end.
  virtual bool handle_signals() = 0;
};

}  // namespace looplab::terminal
