// SPDX-License-Identifier: BSL-1.0
//
// Asks, before anything is drawn, whether this terminal can show a screen.
// initscr() would end the process on an unknown terminal and print blanks on a
// dumb one, so the question is asked without it.
#include "visualizer/terminal/capability.hpp"

#include <curses.h>
#include <term.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace looplab::terminal {

namespace {

bool has_capability(const char* name) {
  const char* value = tigetstr(name);
  // terminfo's "not a string capability" is -1 as a pointer.
  return value != nullptr && reinterpret_cast<std::intptr_t>(value) != -1;
}

}  // namespace

bool can_show(std::string& reason) {
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
    reason = "this is not a terminal";
    return false;
  }
  const char* name = std::getenv("TERM");
  if (name == nullptr || *name == '\0') {
    reason = "TERM is not set (try TERM=xterm-256color)";
    return false;
  }
  int error = 0;
  if (setupterm(name, STDOUT_FILENO, &error) != OK) {
    reason = std::string("the terminal '") + name +
             "' is not known here (try TERM=xterm-256color)";
    return false;
  }
  const bool can_address = has_capability("cup");
  del_curterm(cur_term);
  if (!can_address) {
    reason = std::string("the terminal '") + name +
             "' cannot place text on the screen";
  }
  return can_address;
}

}  // namespace looplab::terminal
