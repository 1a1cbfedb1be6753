// SPDX-License-Identifier: BSL-1.0
//
// The folds behind a timeline: one at the end of the log, which leaves
// snapshots, and one that goes where the last question was. It answers no
// question itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/model/change_index.hpp"
#include "visualizer/model/fold.hpp"
#include "visualizer/model/snapshots.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::model {

/// In which entries a loop's turns began.
struct turn_list {
  std::uint64_t gone = 0;  ///< turns whose entries were let go
  std::vector<std::uint32_t> begins;
};

struct timeline::impl {
  impl(const trace::log& log, std::size_t snapshot_bytes);

  const trace::log& events;
  fold head;
  mutable fold view;
  snapshots shots;
  /// Between two snapshots that are far apart: states on the way to the moments
  /// last asked for, so that the next step from there is short.
  mutable std::vector<facts> near;
  std::vector<turn_list> turns;  ///< by the loop's slot
  change_index index;

  void take_one();
  /// Samples after the last entry, which may come later than it.
  void take_samples();
  /// Forgets what the log has let go of.
  void follow_window();

  /// The first cursor that can be asked for.
  std::size_t oldest() const { return shots[0].position; }

  std::size_t clamped(std::size_t cursor) const;
  /// A fold of its own that stands just at the cursor.
  fold fold_at(std::size_t cursor) const;
  /// See timeline.
  std::size_t bring(fold& on, std::size_t cursor) const;
  /// A fold that stands just at the cursor. Good until the next question.
  const fold& seek(std::size_t cursor) const;
  const turn_list& shown_turns(whose chosen) const;
  /// Where the person's choice of a task lives: in the process that was chosen,
  /// or in the shown one if it is there, else in the first that knows it.
  std::uint16_t process_of(std::size_t cursor, id task, whose chosen) const;

 private:
  void note_phase(std::size_t at);
  void note_turn(const trace::entry& e, std::uint32_t at);
  const facts& nearest(std::size_t cursor) const;
  void walk(fold& from, std::size_t cursor) const;

  loop_phase shown_phase_ = loop_phase::none;  ///< where `head` stands
};

}  // namespace looplab::model
