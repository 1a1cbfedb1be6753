// SPDX-License-Identifier: BSL-1.0
//
// See next_key.hpp.
#include "visualizer/program/next_key.hpp"

#include <poll.h>

#include "visualizer/frame/keys.hpp"
#include "visualizer/program/click.hpp"

namespace looplab::program {

namespace {

/// The key that it stands for; 0 if it means nothing.
int key_of_click(const click_meaning& is, int* row) {
  if (is.kind == frame::hit::row && row != nullptr) {
    *row = is.value;
    return frame::key_mouse;
  }
  return is.kind == frame::hit::key ? is.value : 0;
}

}  // namespace

int next_key(terminal::screen& screen,
             const std::function<frame::grid(frame::size)>& draw, int* row) {
  for (;;) {
    const frame::grid shown = draw(screen.extent());
    screen.show(shown);
    pollfd fds[2] = {{screen.input(), POLLIN, 0},
                     {screen.signals(), POLLIN, 0}};
    poll(fds, 2, -1);
    if (screen.handle_signals()) {
      return 0;
    }
    int key = screen.key();
    if (key == frame::key_mouse) {
      key = key_of_click(click_on(shown, screen.pointer()), row);
    }
    if (key != 0 && key != frame::key_resize) {
      return key;
    }
  }
}

}  // namespace looplab::program
