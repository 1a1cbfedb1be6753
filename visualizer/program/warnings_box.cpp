// SPDX-License-Identifier: BSL-1.0
//
// See warnings_box.hpp.
#include "visualizer/program/warnings_box.hpp"

#include <algorithm>

namespace looplab::program {

void warnings_box::open() {
  open_ = true;
}

std::optional<warned_moment> warnings_box::press(frame::command what,
                                                 const model::warnings& found) {
  using frame::command;
  const auto last = static_cast<int>(found.all().size()) - 1;
  switch (what) {
    case command::task_up:
      chosen_ = std::max(0, chosen_ - 1);
      break;
    case command::task_down:
      chosen_ = std::clamp(chosen_ + 1, 0, std::max(0, last));
      break;
    case command::start:
      chosen_ = 0;
      break;
    case command::live:
      chosen_ = std::max(0, last);
      break;
    case command::quit:
      open_ = false;
      break;
    case command::enter: {
      open_ = false;
      if (chosen_ > last) {
        break;
      }
      const model::warning& one =
          found.all()[static_cast<std::size_t>(chosen_)];
      return warned_moment{one.first(), one.process, one.subject};
    }
    default:
      break;
  }
  return std::nullopt;
}

void warnings_box::draw(frame::grid& over, const trace::log& events,
                        const model::warnings& found, std::size_t cursor,
                        const frame::glyphs& with) const {
  if (!open_) {
    return;
  }
  frame::warnings_view view = frame::warnings_at(events, found, cursor);
  view.chosen = chosen_;
  frame::draw_warnings(over, view, with);
}

}  // namespace looplab::program
