// SPDX-License-Identifier: BSL-1.0
//
// One lane's life: every change of its state before a moment, and what that
// adds up to. The time the program stood at our gate is no time of its own, and
// is left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "visualizer/model/timeline.hpp"

namespace looplab::model {

/// A state, from one entry on until the next change.
struct life_change {
  std::size_t entry = 0;   ///< with which it came
  std::int64_t at_ns = 0;  ///< when, holds left out
  std::uint32_t born = 0;  ///< whose life: an id may be used again
  task_state state = task_state::fresh;
  trace::wait_why why = trace::wait_why::none;
  id on = 0;
  std::uint32_t place = 0;
};

struct life {
  std::span<const life_change> changes;  ///< oldest first; none if not known
  std::int64_t until_ns = 0;             ///< the moment of the cursor
  bool whole = true;            ///< false: what is older was not looked through
  bool holds_left_out = false;  ///< time at our gate is not in it
};

/// Answers for one lane after the other, and keeps what it found for the last
/// one: the same question gets the same answer with and without.
/// Thread safety: none. Keeps a reference to the timeline.
class lives {
 public:
  /// At least so many entries before the cursor are looked through, and at most
  /// twice as many, so that a frame need not wait for a long recording.
  static constexpr std::size_t reach = 200'000;

  explicit lives(const timeline& time);
  ~lives();

  /// Of who bears the id at the cursor. Good until the next question.
  life of(std::size_t cursor, std::uint16_t process, id who);

 private:
  struct memory;
  const timeline& time_;
  std::unique_ptr<memory> known_;
};

/// How long it was in which states; in a state that is over: not counted.
struct life_shares {
  std::int64_t running = 0, ready = 0, io = 0, timer = 0, lock = 0;

  std::int64_t total() const { return running + ready + io + timer + lock; }
};

life_shares shares_of(const life& of);

/// The whole life as so many cells, each with the state that filled most of
/// it; `fresh` for all if it has lasted no time.
std::vector<task_state> line_of(const life& of, std::size_t columns);

/// How often something took how long.
struct durations {
  /// Ranges 1 us, 2 us, 5 us, 10 us ... 10 s; the first holds what is shorter,
  /// the last what is longer.
  static constexpr std::size_t ranges = 22;

  std::size_t in[ranges] = {};
  std::size_t count = 0;
  std::int64_t middle_ns = 0, worst_ns = 0;
};

enum class stretches : std::uint8_t { runs, in_line, waits };

/// Of all stretches of that sort which are over.
durations durations_of(const life& of, stretches which);

}  // namespace looplab::model
