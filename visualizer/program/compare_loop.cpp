// SPDX-License-Identifier: BSL-1.0
//
// See compare_loop.hpp: keys in, frames out. Where the cursor may stand is the
// cursor's own matter.
#include "visualizer/program/compare_loop.hpp"

#include <poll.h>

#include <algorithm>
#include <utility>

#include "visualizer/program/click.hpp"

namespace looplab::program {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds each_frame(33);

}  // namespace

compare_loop::compare_loop(terminal::screen& screen,
                           const compare_cursor::sources& from,
                           std::array<std::string, 2> titles, std::string what)
    : screen_(screen), from_(from), cursor_(from) {
  chosen_.what = std::move(what);
  chosen_.titles = std::move(titles);
}

leave compare_loop::run() {
  while (!leaving_) {
    cursor_.advance(clock::now());
    draw();
    wait();
    read_keys();
    if (screen_.handle_signals()) {
      return leave::quit;
    }
  }
  return leave::back;
}

void compare_loop::wait() {
  const auto now = clock::now();
  auto until = cursor_.next();
  if (dirty_) {
    until =
        std::min(until.value_or(now + each_frame), last_frame_ + each_frame);
  }
  int ms = -1;
  if (until) {
    const auto left = std::chrono::ceil<milliseconds>(*until - now).count();
    ms = static_cast<int>(std::max<long long>(0, left));
  }
  pollfd fds[2] = {{screen_.input(), POLLIN, 0},
                   {screen_.signals(), POLLIN, 0}};
  poll(fds, 2, ms);
}

void compare_loop::read_keys() {
  // What is typed after the key that leaves is meant for what comes then.
  for (int key = 0; !leaving_ && (key = screen_.key()) != 0;) {
    dirty_ = true;
    if (key == frame::key_mouse) {
      click();
    } else {
      press(help_.is_open() ? help_.press(key) : key);
    }
  }
}

void compare_loop::click() {
  const click_meaning is = click_on(shown_, screen_.pointer());
  if (is.kind == frame::hit::row && help_.is_open()) {
    press(help_.click(is.value));
  } else if (is.kind == frame::hit::key) {
    press(help_.is_open() ? help_.press(is.value) : is.value);
  } else if (is.kind == frame::hit::lane) {
    chosen_.active = static_cast<std::size_t>(is.part);
    choose(static_cast<std::size_t>(is.value), now());
  } else if (is.kind == frame::hit::time) {
    cursor_.pause();
    cursor_.seek(static_cast<std::int64_t>(is.share *
                                           static_cast<double>(cursor_.end())));
  }
}

std::int64_t compare_loop::scale() const {
  return chosen_.ns_per_column > 0
             ? chosen_.ns_per_column
             : frame::fitting_scale(from_, screen_.extent());
}

void compare_loop::press(int key) {
  const auto what = frame::command_for(frame::screen_kind::compare, key);
  if (what != frame::command::none &&
      !cursor_.press(what, clock::now(), scale(), chosen_.active)) {
    look(what, key);
  }
}

void compare_loop::look(frame::command what, int key) {
  using frame::command;
  switch (what) {
    case command::help:
      help_.open(frame::screen_kind::compare);
      break;
    case command::quit:
      leaving_ = true;
      break;
    case command::next_pane:
      chosen_.active = 1 - chosen_.active;
      break;
    case command::swap:
      swap();
      break;
    case command::axis:
      chosen_.steps = !chosen_.steps;
      break;
    case command::zoom_out:
    case command::zoom_in:
      chosen_.ns_per_column =
          model::zoomed(scale(), what == command::zoom_out ? 1 : -1);
      chosen_.steps = false;
      break;
    case command::follow:
      chosen_.chosen[chosen_.active] = {};
      break;
    case command::task_up:
    case command::task_down:
      move_choice(what == command::task_up ? -1 : 1);
      break;
    case command::choose_task:
      choose(static_cast<std::size_t>(key - '1'), now());
      break;
    case command::next_change:
    case command::previous_change:
      change(what == command::next_change);
      break;
    default:
      break;
  }
}

void compare_loop::choose(std::size_t index, const model::state& now) {
  if (index < now.tasks.size()) {
    chosen_.chosen[chosen_.active] = {now.tasks[index].self,
                                      now.tasks[index].process};
  }
}

model::state compare_loop::now() const {
  const frame::compared_source& run = from_[chosen_.active];
  return run.time->at(run.clock->cursor_at(cursor_.moment()));
}

void compare_loop::move_choice(int by) {
  const model::state here = now();
  const frame::comparer::choice& is = chosen_.chosen[chosen_.active];
  const auto at = std::ranges::find_if(here.tasks, [&](const model::task& t) {
    return t.self == is.task && t.process == is.process;
  });
  const auto last = static_cast<int>(here.tasks.size()) - 1;
  const int from = at == here.tasks.end()
                       ? (by > 0 ? -1 : last + 1)
                       : static_cast<int>(at - here.tasks.begin());
  choose(static_cast<std::size_t>(std::clamp(from + by, 0, std::max(0, last))),
         here);
}

void compare_loop::change(bool on) {
  const frame::compared_source& run = from_[chosen_.active];
  const std::size_t here = run.clock->cursor_at(cursor_.moment());
  const auto& of = chosen_.chosen[chosen_.active];
  cursor_.seek_entry(chosen_.active,
                     on ? run.time->next_change(here, of.task, of.process)
                        : run.time->previous_change(here, of.task, of.process));
}

void compare_loop::swap() {
  std::swap(from_[0], from_[1]);
  std::swap(chosen_.titles[0], chosen_.titles[1]);
  std::swap(chosen_.chosen[0], chosen_.chosen[1]);
  cursor_.swap();
}

void compare_loop::draw() {
  const auto now = clock::now();
  dirty_ |= cursor_.playing();
  if (!dirty_ || now < last_frame_ + each_frame) {
    return;
  }
  frame::comparer who = chosen_;
  who.moment_ns = cursor_.moment();
  who.playing = cursor_.playing();
  who.speed = cursor_.speed();
  const frame::size size = screen_.extent();
  frame::grid picture = frame::draw_compare(frame::compose(from_, who, size),
                                            size, screen_.glyphs());
  help_.draw(picture, screen_.glyphs());
  dirty_ = !screen_.show(picture);
  shown_ = std::move(picture);
  last_frame_ = now;
}

}  // namespace looplab::program
