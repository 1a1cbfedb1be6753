// SPDX-License-Identifier: BSL-1.0
//
// What the person chose to look at: which task, which scale, by keys and by
// the mouse. Whatever the mouse does, a key does too.
#include <algorithm>

#include "visualizer/frame/layout.hpp"
#include "visualizer/program/click.hpp"
#include "visualizer/program/lane_choice.hpp"
#include "visualizer/program/live_loop.hpp"

namespace looplab::program {

int live_loop::click() {
  const click_meaning is = click_on(shown_, screen_.pointer());
  switch (is.kind) {
    case frame::hit::key:
      return is.value;
    case frame::hit::row:
      return help_.is_open() ? help_.click(is.value) : 0;
    case frame::hit::lane:
      choose_nth(run_.time().at(player_.cursor(), chosen_.process),
                 static_cast<std::size_t>(is.value), chosen_);
      return 0;
    case frame::hit::time:
      player_.pause();
      player_.seek(is.share_of(run_.time().size()));
      return 0;
    case frame::hit::nothing:
      break;
  }
  return 0;
}

/// From the scale that is shown; on the axis of steps, from the one that would
/// be. From then on it stays, wherever the cursor goes.
void live_loop::zoom(int steps) {
  const int columns = frame::history_columns(screen_.extent());
  if (!chosen_.real_time_axis || chosen_.ns_per_column == 0) {
    chosen_.ns_per_column = run_.time().time_scale(
        player_.cursor(), static_cast<std::size_t>(std::max(1, columns)),
        chosen_.process);
  }
  chosen_.real_time_axis = true;
  chosen_.ns_per_column = model::zoomed(chosen_.ns_per_column, steps);
}

}  // namespace looplab::program
