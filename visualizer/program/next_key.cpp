// SPDX-License-Identifier: BSL-1.0
//
// See next_key.hpp.
#include "visualizer/program/next_key.hpp"

#include <poll.h>

#include "visualizer/frame/keys.hpp"

namespace looplab::program {

int next_key(terminal::screen& screen,
             const std::function<frame::grid(frame::size)>& draw) {
  for (;;) {
    screen.show(draw(screen.extent()));
    pollfd fds[2] = {{screen.input(), POLLIN, 0},
                     {screen.signals(), POLLIN, 0}};
    poll(fds, 2, -1);
    if (screen.handle_signals()) {
      return 0;
    }
    if (const int key = screen.key(); key != 0 && key != frame::key_resize) {
      return key;
    }
  }
}

}  // namespace looplab::program
