// SPDX-License-Identifier: BSL-1.0
//
// The comparison's screen while it is looked at. Both runs are over: nothing
// can happen but keys, and time while it plays.
#pragma once

#include <array>
#include <chrono>
#include <string>

#include "visualizer/frame/compare_view.hpp"
#include "visualizer/program/compare_cursor.hpp"
#include "visualizer/program/help_box.hpp"
#include "visualizer/program/live_loop.hpp"
#include "visualizer/program/session.hpp"
#include "visualizer/terminal/screen.hpp"

namespace looplab::program {

/// What a comparison needs of a run that is over; the run outlives it.
struct finished_run {
  explicit finished_run(const session& run)
      : of(run), clock(run.events()), book(run.events(), clock) {}

  frame::compared_source source() const {
    return {&of.events(), &of.time(), &clock, &book};
  }

  const session& of;
  model::program_clock clock;
  model::figure_book book;
};

/// Thread safety: one thread.
class compare_loop {
 public:
  compare_loop(terminal::screen& screen, const compare_cursor::sources& from,
               std::array<std::string, 2> titles, std::string what);

  /// Until the person leaves or a signal ends us.
  leave run();

 private:
  using clock = std::chrono::steady_clock;

  void wait();
  void read_keys();
  void press(int key);
  void click();
  void look(frame::command what, int key);
  void choose(std::size_t index, const model::state& now);
  model::state now() const;  ///< of the active run
  void move_choice(int by);
  void change(bool on);
  void swap();
  std::int64_t scale() const;
  void draw();

  terminal::screen& screen_;
  compare_cursor::sources from_;
  compare_cursor cursor_;
  frame::comparer chosen_;
  help_box help_;
  frame::grid shown_{frame::size{}};  ///< what a click is on
  bool dirty_ = true;
  bool leaving_ = false;
  clock::time_point last_frame_{};
};

}  // namespace looplab::program
