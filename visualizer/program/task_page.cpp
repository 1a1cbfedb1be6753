// SPDX-License-Identifier: BSL-1.0
//
// See task_page.hpp.
#include "visualizer/program/task_page.hpp"

#include <algorithm>

namespace looplab::program {

using frame::command;

task_page::task_page(const model::timeline& time)
    : time_(time), memory_(time) {}

void task_page::open(std::uint16_t process, model::id who) {
  frame::detail_choice chosen;
  chosen.process = process;
  chosen.who = who;
  way_.push_back(chosen);
}

void task_page::enter(player& transport, frame::size extent) {
  frame::viewer who;
  who.cursor = transport.cursor();
  const frame::detail_view view =
      compose_detail(time_, memory_, who, way_.back(), extent);
  if (view.chosen.names) {
    if (const model::id next = chosen_name(view); next != 0) {
      open(view.chosen.process, next);
    }
  } else if (!view.shown.past.empty()) {
    const auto row = static_cast<std::size_t>(view.chosen.row);
    transport.pause();
    transport.seek(view.shown.past[row].entry + 1);
    way_.back().row = 0;
  }
}

void task_page::press(command what, player& transport, frame::size extent) {
  frame::detail_choice& chosen = way_.back();
  switch (what) {
    case command::quit:
      way_.pop_back();
      return;
    case command::enter:
      return enter(transport, extent);
    case command::task_up:
      chosen.row = std::max(0, chosen.row - 1);
      return;
    case command::task_down:
      ++chosen.row;
      return;
    case command::next_pane:
      chosen.names = !chosen.names;
      chosen.row = 0;
      return;
    case command::waiters:
      chosen.waiters = !chosen.waiters;
      chosen.row = 0;
      return;
    case command::next_change:
    case command::previous_change:
      transport.pause();
      transport.seek(what == command::next_change
                         ? time_.next_change(transport.cursor(), chosen.who,
                                             chosen.process)
                         : time_.previous_change(transport.cursor(), chosen.who,
                                                 chosen.process));
      return;
    default:
      return;
  }
}

frame::grid task_page::draw(const frame::viewer& who, frame::size extent,
                            const frame::glyphs& with) {
  const frame::detail_view view =
      compose_detail(time_, memory_, who, way_.back(), extent);
  way_.back().row = view.chosen.row;  // no further than there are rows
  return draw_detail(view, extent, with);
}

}  // namespace looplab::program
