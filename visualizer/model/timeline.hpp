// SPDX-License-Identifier: BSL-1.0
//
// A log that can be asked for its state at any moment: time is a parameter of
// every question. Moving back never runs anything again; it folds the log from
// the nearest snapshot. No clock, no screen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/model/state.hpp"
#include "visualizer/model/whose.hpp"

namespace looplab::model {

class change_index;
class fold;

/// One column of the history: one step of the program with the bookkeeping that
/// follows it, or a shortened sleep.
struct column {
  std::size_t entry = 0;      ///< index in the log; the column shows the state
                              ///< after it
  std::int64_t slept_ns = 0;  ///< > 0: a sleep of that length, drawn as z
  std::uint64_t turn = 0;     ///< > 0: this turn of the shown loop begins here
  loop_phase phase = loop_phase::none;
};

/// One task's cells in the history, as many as there are columns.
struct lane {
  id self = 0;
  std::uint16_t process = 0;
  std::vector<task_state> cells;  ///< `fresh` where it did not exist yet
  /// Why it waits, written into the lane where it fits: (first column, text).
  std::vector<std::pair<std::size_t, std::string>> labels;
};

struct history {
  std::vector<column> columns;
  std::vector<lane> lanes;         ///< same order as state::tasks
  std::int64_t ns_per_column = 0;  ///< 0: a column is a step, not a time
  bool holds_left_out = false;     ///< time at our gate is not in the columns
};

/// What to tell about one entry, in two lines: what happened and so what; then
/// what comes next. Every number in it is also visible elsewhere.
struct narration {
  std::string what;
  std::string next;
};

/// For timeline::in_time: the scale that is `steps` longer (or, below 0,
/// shorter) than this one of time_scale(): 1 us, 2 us, 5 us ... 100 s.
std::int64_t zoomed(std::int64_t ns_per_column, int steps);

/// Thread safety: one thread at a time. Keeps a reference to the log.
class timeline {
 public:
  /// Snapshots take at most about `snapshot_bytes`, and who changed where a
  /// fifth of that.
  static constexpr std::size_t enough_bytes = std::size_t{128} << 20;

  explicit timeline(const trace::log& events,
                    std::size_t snapshot_bytes = enough_bytes);
  ~timeline();
  timeline(const timeline&) = delete;
  timeline& operator=(const timeline&) = delete;

  /// Takes in what the log has gained. Cost: proportional to the gain.
  void catch_up();

  std::size_t size() const;  ///< entries taken in
  /// The first cursor that can be asked for: 0, unless the log is a window.
  /// Whoever asks for an earlier one is answered for this one.
  std::size_t oldest() const;
  /// The state after the first `cursor` entries; 0 is the empty state.
  state at(std::size_t cursor, whose chosen = {}) const;
  /// The last `columns` steps before (and with) the cursor.
  history before(std::size_t cursor, std::size_t columns,
                 whose chosen = {}) const;
  /// The last `columns` slices of real time before the cursor's entry, which
  /// ends the last of them. A slice shows the most telling state in it: a task
  /// that ran in it at all runs, so that several may. `ns_per_column` >= 1.
  /// Fewer columns where the log begins, or is too dense to be looked through.
  /// `after_ns`: the last column ends so long after the cursor's entry, in
  /// which time nothing happened.
  history in_time(std::size_t cursor, std::size_t columns,
                  std::int64_t ns_per_column, std::int64_t after_ns = 0,
                  whose chosen = {}) const;
  /// For in_time: 1, 2 or 5 times a power of ten, so that the last few turns
  /// fit; of a program without a loop, the last steps.
  std::int64_t time_scale(std::size_t cursor, std::size_t columns,
                          whose chosen = {}) const;
  narration tell(std::size_t cursor) const;
  /// One line for a terminal-less run: time, turn, who, what, where.
  std::string line(std::size_t cursor) const;

  /// Of the shown loop, whole log.
  std::uint64_t turns(whose chosen = {}) const;
  std::uint64_t turn_at(std::size_t cursor, whose chosen = {}) const;
  /// The cursor just after the next / previous turn begins; the ends of the
  /// log where there is none.
  std::size_t next_turn(std::size_t cursor, whose chosen = {}) const;
  std::size_t previous_turn(std::size_t cursor, whose chosen = {}) const;
  /// The next / previous entry in which this task changes its state. Only the
  /// stretches of the log in which it does are folded.
  std::size_t next_change(std::size_t cursor, id task, whose chosen = {}) const;
  std::size_t previous_change(std::size_t cursor, id task,
                              whose chosen = {}) const;
  /// Where next_change() would stop, again and again, from there up to (and
  /// with) `until`. Folds every entry between them.
  std::vector<std::size_t> changes(std::size_t cursor, std::size_t until,
                                   id task, whose chosen = {}) const;

  const trace::log& events() const;
  /// The fold after the first `cursor` entries, for what is not asked above;
  /// good until the next question.
  const fold& moment(std::size_t cursor) const;
  /// One of the caller's own, to go on from there.
  fold fold_from(std::size_t cursor) const;
  /// Moves it to another moment, the short way. How many entries had to be
  /// folded for it: what it cost.
  std::size_t bring(fold& on, std::size_t cursor) const;
  /// Who changed where, of all that was taken in.
  const change_index& changed() const;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace looplab::model
