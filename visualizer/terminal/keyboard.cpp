// SPDX-License-Identifier: BSL-1.0
//
// The table behind keyboard.hpp; a key that is not in it means nothing.
#include "visualizer/terminal/keyboard.hpp"

#include <curses.h>

#include "visualizer/frame/keys.hpp"

namespace looplab::terminal {

int key_of(wint_t code, bool function_key) {
  if (!function_key) {
    switch (code) {
      case 27:
        return frame::key_escape;
      case '\t':
        return frame::key_tab;
      case '\r':
      case '\n':
        return frame::key_enter;
      case 127:
      case 8:
        return frame::key_backspace;
      default:
        return static_cast<int>(code);
    }
  }
  switch (code) {
    case KEY_UP:
      return frame::key_up;
    case KEY_DOWN:
      return frame::key_down;
    case KEY_LEFT:
      return frame::key_left;
    case KEY_RIGHT:
      return frame::key_right;
    case KEY_HOME:
      return frame::key_home;
    case KEY_END:
      return frame::key_end;
    case KEY_PPAGE:
      return frame::key_page_up;
    case KEY_NPAGE:
      return frame::key_page_down;
    case KEY_ENTER:
      return frame::key_enter;
    case KEY_BTAB:
      return frame::key_back_tab;
    case KEY_BACKSPACE:
      return frame::key_backspace;
    case KEY_RESIZE:
      return frame::key_resize;
    default:
      return 0;
  }
}

}  // namespace looplab::terminal
