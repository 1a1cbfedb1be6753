// SPDX-License-Identifier: BSL-1.0
//
// A terminal for tests, in this process: a program runs on a pty and what it
// writes is interpreted by libvterm, so that a test can ask for real cells,
// colours, the cursor and the tty's modes. Never sleeps: waits for predicates.
#pragma once

#include <sys/types.h>
#include <termios.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/patience.hpp"

namespace looplab::support {

struct terminal_cell {
  std::string text;     ///< UTF-8, " " for a blank
  int foreground = -1;  ///< palette index, -1 = the terminal's default
  int background = -1;
  bool bold = false;
  bool reverse = false;
};

/// Keys that are more than a character.
enum class special_key { up, down, left, right, home, end, page_up, page_down };

class pty_terminal {
 public:
  using environment = std::map<std::string, std::optional<std::string>>;

  /// Starts `command` with a terminal of this size. The environment starts
  /// from ours with TERM=xterm-256color and LC_ALL=C.UTF-8; `changes` sets or
  /// (nullopt) removes variables.
  pty_terminal(int columns, int rows, const std::vector<std::string>& command,
               const environment& changes = {});
  /// Kills what still runs.
  ~pty_terminal();
  pty_terminal(const pty_terminal&) = delete;
  pty_terminal& operator=(const pty_terminal&) = delete;

  bool wait_for(const std::function<bool()>& condition,
                std::chrono::milliseconds limit = PATIENCE);
  bool wait_for_text(const std::string& text);
  /// The wait status, or nothing if it still runs at the limit.
  std::optional<int> wait_for_exit(std::chrono::milliseconds limit = PATIENCE);

  void type(const std::string& characters);
  void press(special_key key);
  void resize(int columns, int rows);
  void signal(int number);

  terminal_cell cell(int x, int y) const;
  std::string row(int y) const;  ///< trailing blanks removed
  std::string text() const;

  bool alternate_screen() const;
  bool cursor_visible() const;
  termios modes() const;
  pid_t pid() const;
  const std::string& raw() const;  ///< every byte the program wrote
  int frames() const;              ///< finished synchronized frames

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace looplab::support
