// SPDX-License-Identifier: BSL-1.0
//
// The live screen: one thread, one poll, the very loop that the lessons teach.
// It draws only what changed, at most 30 frames a second, and sleeps without a
// wake-up while the program is held or a recording is looked at.
#pragma once

#include <chrono>
#include <string>

#include "visualizer/frame/keys.hpp"
#include "visualizer/frame/live_view.hpp"
#include "visualizer/program/filter_line.hpp"
#include "visualizer/program/help_box.hpp"
#include "visualizer/program/player.hpp"
#include "visualizer/program/session.hpp"
#include "visualizer/program/stop_menu.hpp"
#include "visualizer/program/stop_run.hpp"
#include "visualizer/program/task_page.hpp"
#include "visualizer/program/warnings_box.hpp"
#include "visualizer/terminal/screen.hpp"

namespace looplab::program {

enum class leave { back, quit };

/// Thread safety: one thread.
class live_loop {
 public:
  live_loop(terminal::screen& screen, session& run, player& transport);

  /// Until the person leaves or a signal ends us.
  leave run();

  /// One sentence to show first.
  void say(std::string sentence) { message_ = std::move(sentence); }

 private:
  using clock = std::chrono::steady_clock;

  void collect();
  void advance_to_stop();
  void wait();
  int timeout_ms(clock::time_point now) const;
  void read_keys();
  void press(int key);
  void press_in_warnings(int key);
  /// The key that a click stands for; 0 if it did what it means itself.
  int click();
  void look(frame::command what, int key);
  void look_at_lanes(frame::command what, int key);
  void zoom(int steps);
  void draw();
  frame::grid picture_of(const frame::viewer& who, frame::size size);
  frame::viewer viewer() const;
  frame::screen_kind kind() const;
  void narrate_lesson_end();

  terminal::screen& screen_;
  session& run_;
  player& player_;
  frame::viewer chosen_;
  std::string message_;
  help_box help_;
  frame::grid shown_{frame::size{}};  ///< what a click is on
  warnings_box warnings_;
  filter_line filter_;
  task_page page_;
  stop_run stops_;
  stop_menu menu_;
  bool dirty_ = true;
  frame::beat shown_beat_ = frame::beat::whole;
  bool leaving_ = false;
  bool told_lesson_end_ = false;
  clock::time_point last_frame_{};
};

}  // namespace looplab::program
