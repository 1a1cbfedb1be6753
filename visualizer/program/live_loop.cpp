// SPDX-License-Identifier: BSL-1.0
//
// The loop itself; what each key means to it is in live_keys.cpp, and drawing
// is the frame room's.
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
    : screen_(screen),
      run_(run),
      player_(transport),
      page_(run.time()),
      stops_(run.time(), run.is_replay() ? nullptr : &run, transport) {}

leave live_loop::run() {
  while (!leaving_) {
    collect();
    player_.advance(clock::now());
    advance_to_stop();
    draw();
    wait();
    read_keys();
    if (screen_.handle_signals()) {
      return leave::quit;
    }
  }
  return leave::back;
}

void live_loop::advance_to_stop() {
  const std::string said = stops_.message();
  const std::size_t cursor = player_.cursor();
  stops_.advance(clock::now());
  dirty_ |= said != stops_.message() || cursor != player_.cursor();
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
  for (const auto& due : {player_.next(), stops_.next()}) {
    if (due) {
      sooner(left(*due));
    }
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
  // What is typed after the key that leaves is meant for what comes then.
  for (int key = 0; !leaving_ && (key = screen_.key()) != 0;) {
    dirty_ = true;
    key = key == frame::key_mouse ? click() : key;
    key = help_.is_open() ? help_.press(key) : key;
    if (filter_.is_open()) {
      filter_.press(key);
      chosen_.filter = filter_.text();
    } else if (key != 0) {
      warnings_.is_open() ? press_in_warnings(key) : press(key);
      collect();  // the next key may be meant for what this one set going
    }
  }
}

frame::viewer live_loop::viewer() const {
  frame::viewer out = chosen_;
  out.cursor = player_.cursor();
  out.in = player_.beat();
  out.mode = player_.mode();
  out.behind = player_.behind();
  out.typing = filter_.is_open();
  out.title = run_.title();
  out.speed = player_.speed();
  out.output = run_.output();
  out.warned = run_.found().known(player_.cursor());
  out.warnings = run_.found().all().size();
  out.setting_stop = menu_.is_open();
  out.stops = stops_.stops();
  out.message = menu_.is_open()             ? menu_.text(stops_.stops())
                : !message_.empty()         ? message_
                : !stops_.message().empty() ? stops_.message()
                                            : player_.message();
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
  frame::viewer who = viewer();
  shown_beat_ = who.in;
  frame::grid picture = picture_of(who, size);
  warnings_.draw(picture, run_.events(), run_.found(), player_.cursor(),
                 screen_.glyphs());
  help_.draw(picture, screen_.glyphs());
  dirty_ = !screen_.show(picture);
  shown_ = std::move(picture);
  last_frame_ = now;
}

frame::grid live_loop::picture_of(const frame::viewer& who, frame::size size) {
  if (page_.is_open()) {
    return page_.draw(who, size, screen_.glyphs());
  }
  return frame::draw_live(frame::compose(run_.events(), run_.time(), who, size),
                          size, screen_.glyphs());
}

}  // namespace looplab::program
