// SPDX-License-Identifier: BSL-1.0
//
// The loop itself and what each key means to it; drawing is the frame room's.
#include "visualizer/program/live_loop.hpp"

#include <poll.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace looplab::program {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds frame_time(33);
/// How often a program that may move on by itself is looked at.
constexpr milliseconds busy_look(33);
constexpr milliseconds held_look(50);

}  // namespace

live_loop::live_loop(terminal::screen& screen, session& run, player& transport)
    : screen_(screen), run_(run), player_(transport) {}

leave live_loop::run() {
  while (!leaving_) {
    collect();
    player_.advance(clock::now());
    draw();
    wait();
    read_keys();
    if (screen_.handle_signals()) {
      return leave::quit;
    }
  }
  return leave::back;
}

void live_loop::collect() {
  const std::size_t before = run_.time().size();
  const std::size_t samples = run_.events().samples_ever();
  const std::size_t warnings = run_.found().all().size();
  run_.collect(clock::now());
  dirty_ |= run_.time().size() != before ||
            run_.events().samples_ever() != samples ||
            run_.found().all().size() != warnings;
  narrate_lesson_end();
}

void live_loop::narrate_lesson_end() {
  const std::string& damage = run_.reading_problem();
  const std::string problem = damage.empty() ? run_.lesson_problem() : damage;
  if (!problem.empty()) {
    dirty_ |= message_ != problem;
    message_ = problem;
    return;
  }
  if (told_lesson_end_ || !run_.lesson_finished() || player_.behind() > 0) {
    return;
  }
  told_lesson_end_ = true;
  dirty_ = true;
  message_ =
      "The lesson is over; the server goes on. Look back with N or T, or leave "
      "with q: the answer to the question comes then.";
}

int live_loop::timeout_ms(clock::time_point now) const {
  const auto left = [now](clock::time_point until) {
    const auto ms = std::chrono::ceil<milliseconds>(until - now).count();
    return static_cast<int>(std::max<long long>(0, ms));
  };
  int limit = -1;
  const auto sooner = [&limit](int ms) {
    limit = limit < 0 ? ms : std::min(limit, ms);
  };
  if (const auto due = player_.next()) {
    sooner(left(*due));
  }
  if (run_.percent_unread() > 0) {
    return 0;
  }
  if (run_.can_change()) {
    const bool runs_free = !run_.held();
    sooner(static_cast<int>((runs_free ? busy_look : held_look).count()));
  }
  if (dirty_) {
    sooner(left(last_frame_ + frame_time));
  }
  return limit;
}

void live_loop::wait() {
  std::vector<pollfd> fds = {{screen_.input(), POLLIN, 0},
                             {screen_.signals(), POLLIN, 0}};
  for (const int fd : run_.descriptors()) {
    fds.push_back({fd, POLLIN, 0});
  }
  poll(fds.data(), fds.size(), timeout_ms(clock::now()));
}

void live_loop::read_keys() {
  while (int key = screen_.key()) {
    dirty_ = true;
    key = key == frame::key_mouse ? click() : key;
    key = help_.is_open() ? help_.press(key) : key;
    if (key != 0) {
      warnings_.is_open() ? press_in_warnings(key) : press(key);
      collect();  // the next key may be meant for what this one set going
    }
  }
}

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
  if (warnings_.is_open()) {
    return frame::screen_kind::warnings;
  }
  return run_.is_replay() ? frame::screen_kind::replay
                          : frame::screen_kind::live;
}

void live_loop::press(int key) {
  const frame::command what = frame::command_for(kind(), key);
  if (what == frame::command::none) {
    return;
  }
  message_.clear();
  if (!player_.press(what, clock::now())) {
    look(what, key);
  }
}

void live_loop::look(frame::command what, int key) {
  using frame::command;
  switch (what) {
    case command::help:
      help_.open(kind());
      break;
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
    case command::task_up:
      choose(-1);
      break;
    case command::task_down:
      choose(1);
      break;
    case command::choose_task:
      choose_lane(static_cast<std::size_t>(key - '1'));
      break;
    case command::next_change:
    case command::previous_change:
      player_.pause();
      player_.seek(what == command::next_change
                       ? run_.time().next_change(
                             player_.cursor(), chosen_.selected, of_selected())
                       : run_.time().previous_change(player_.cursor(),
                                                     chosen_.selected,
                                                     of_selected()));
      break;
    default:
      break;
  }
}

frame::viewer live_loop::viewer() const {
  frame::viewer out = chosen_;
  out.cursor = player_.cursor();
  out.in = player_.beat();
  out.mode = player_.mode();
  out.behind = player_.behind();
  out.title = run_.title();
  out.speed = player_.speed();
  out.output = run_.output();
  out.warned = run_.found().known(player_.cursor());
  out.warnings = run_.found().all().size();
  out.message = message_.empty() ? player_.message() : message_;
  return out;
}

void live_loop::draw() {
  const auto now = clock::now();
  // While it plays, what is shown may change without a new entry.
  dirty_ |= player_.playing() || player_.beat() != shown_beat_;
  if (!dirty_ || now < last_frame_ + frame_time) {
    return;
  }
  const frame::size size = screen_.extent();
  const frame::live_view view =
      frame::compose(run_.events(), run_.time(), viewer(), size);
  frame::grid picture = frame::draw_live(view, size, screen_.glyphs());
  warnings_.draw(picture, run_.events(), run_.found(), player_.cursor(),
                 screen_.glyphs());
  help_.draw(picture, screen_.glyphs());
  dirty_ = !screen_.show(picture);
  shown_ = std::move(picture);
  shown_beat_ = view.who.in;
  last_frame_ = now;
}

}  // namespace looplab::program
