// SPDX-License-Identifier: BSL-1.0
//
// What each key means to the live screen, and to what is open over it. Moving
// in time is the player's.
#include "visualizer/program/lane_choice.hpp"
#include "visualizer/program/live_loop.hpp"

namespace looplab::program {

void live_loop::press_in_warnings(int key) {
  const frame::command what = frame::command_for(kind(), key);
  if (what == frame::command::help) {
    help_.open(kind());
  } else if (const auto to = warnings_.press(what, run_.found())) {
    player_.pause();
    player_.seek(to->cursor);
    chosen_.selected = to->subject;
    chosen_.selected_process = to->process;
    if (!model::is_meant(chosen_.process, to->process)) {
      chosen_.process = std::nullopt;  // its lane must be among those shown
      player_.look_at(chosen_.process);
    }
  }
}

frame::screen_kind live_loop::kind() const {
  return warnings_.is_open() ? frame::screen_kind::warnings
         : menu_.is_open()   ? frame::screen_kind::stops
         : page_.is_open()   ? frame::screen_kind::detail
         : run_.is_replay()  ? frame::screen_kind::replay
                             : frame::screen_kind::live;
}

void live_loop::press(int key) {
  const frame::command what = frame::command_for(kind(), key);
  if (what == frame::command::none) {
    return;
  }
  message_.clear();
  stops_.cancel();
  if (what == frame::command::help) {
    help_.open(kind());
  } else if (menu_.is_open()) {
    menu_.press(what, stops_);
  } else if (player_.press(what, clock::now())) {
    return;
  } else if (page_.is_open()) {
    page_.press(what, player_, screen_.extent());
  } else {
    look(what, key);
  }
}

void live_loop::look(frame::command what, int key) {
  using frame::command;
  switch (what) {
    case command::process:
      chosen_.process = model::next_process(run_.time().at(player_.cursor()),
                                            chosen_.process);
      chosen_.selected = 0;
      player_.look_at(chosen_.process);
      break;
    case command::warnings:
      warnings_.open();
      break;
    case command::quit:
      leaving_ = true;
      break;
    case command::next_pane:
    case command::output:
      chosen_.show_output = !chosen_.show_output;
      break;
    case command::projector:
      chosen_.projector = !chosen_.projector;
      break;
    case command::axis:
      chosen_.real_time_axis = !chosen_.real_time_axis;
      chosen_.ns_per_column = 0;
      break;
    case command::zoom_out:
    case command::zoom_in:
      zoom(what == command::zoom_out ? 1 : -1);
      break;
    case command::follow:
      chosen_.selected = 0;
      break;
    case command::stops:
      menu_.open(frame::compose(run_.events(), run_.time(), viewer(),
                                screen_.extent()));
      break;
    case command::next_stop:
      stops_.forward(clock::now());
      break;
    case command::back_stop:
      stops_.backward(clock::now());
      break;
    case command::filter:
      filter_.open();
      break;
    default:
      look_at_lanes(what, key);
      break;
  }
}

void live_loop::look_at_lanes(frame::command what, int key) {
  using frame::command;
  const model::state now = run_.time().at(player_.cursor(), chosen_.process);
  if (what == command::task_up || what == command::task_down) {
    return choose_by(now, what == command::task_up ? -1 : 1, chosen_);
  }
  if (what == command::choose_task) {
    return choose_nth(now, static_cast<std::size_t>(key - '1'), chosen_);
  }
  const auto lane = meant_lane(now, chosen_);
  if (!lane) {
    message_ = "Nobody runs here. Choose a task first, with the arrows or 1-9.";
    return;
  }
  if (what == command::enter) {
    return page_.open(lane->process, lane->self);
  }
  // From now on it is this one, wherever the cursor goes.
  chosen_.selected = lane->self;
  chosen_.selected_process = lane->process;
  const bool next = what == command::next_change;
  const std::size_t from = player_.cursor();
  player_.pause();
  player_.seek(
      next ? run_.time().next_change(from, lane->self, lane->process)
           : run_.time().previous_change(from, lane->self, lane->process));
}

}  // namespace looplab::program
