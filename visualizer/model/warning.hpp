// SPDX-License-Identifier: BSL-1.0
//
// One thing that a program does and had better not, as it was seen in a log: a
// value with everything a person is told about it. It refuses to be an opinion:
// each has a measured figure and the entry in which it can be looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "trace/vocabulary.hpp"

namespace looplab::model {

enum class warning_kind : std::uint8_t {
  long_handler,     ///< a loop's thread was kept by one handler
  blocking_call,    ///< a loop's thread stood still in a call
  never_suspends,   ///< a task runs on and on
  abandoned,        ///< a task was destroyed while it waited
  never_awaited,    ///< a task was destroyed and had never run
  never_resumed,    ///< what a task waits for is gone, and it still waits
  held_lock,        ///< a lock was held by a thread that went to sleep
  deadlock,         ///< tasks wait for each other in a circle
  lost_wakeup,      ///< edge-triggered, bytes wait, and nobody reads
  busy_polling,     ///< turn after turn without anything done
  descriptor_leak,  ///< used up and never closed, again and again
  growing_queue,    ///< a line that only grows
  growing_threads,  ///< a thread for each of something, without an end
};

inline constexpr int warning_kinds =
    static_cast<int>(warning_kind::growing_threads) + 1;

/// When something is worth a warning. Times in ns.
struct warning_limits {
  std::int64_t handler_ns = 10'000'000;  ///< a handler may keep its loop
  std::int64_t blocked_ns = 1'000'000;   ///< a call may wait on a loop's thread
  std::int64_t task_ns = 1'000'000'000;  ///< a task may run without a pause
};

/// One time that it was seen.
struct sighting {
  std::size_t known = 0;    ///< cursor from which on it is known
  std::int64_t figure = 0;  ///< in the unit of the warning
};

/// The same thing seen in the same place of the program is one warning.
struct warning {
  /// More sightings than these are counted and not kept.
  static constexpr std::size_t most_kept = 256;

  warning_kind kind = warning_kind::long_handler;
  std::uint16_t process = 0;
  trace::id subject = 0;    ///< whom the first sighting was about
  std::uint32_t place = 0;  ///< where in the program; 0 = not known
  std::string what;         ///< what happened, one sentence
  std::string advice;       ///< what to do about it, one sentence
  /// In the order in which they became known; never empty.
  std::vector<sighting> seen;
  std::uint64_t count = 0;  ///< of all sightings
  std::int64_t worst = 0;   ///< of all sightings
  std::size_t last = 0;     ///< cursor of the last sighting

  std::size_t first() const { return seen.front().known; }
};

/// A warning as far as it is known at some cursor.
struct known_warning {
  const warning* of = nullptr;  ///< until the analysis goes on
  std::uint64_t count = 0;      ///< 0: it lies ahead of the cursor
  bool at_least = false;        ///< more than `count` may have been seen
  std::int64_t worst = 0;       ///< of those, or of all if it lies ahead
};

/// At most this many characters in each of its sentences.
inline constexpr std::size_t warning_columns = 76;

}  // namespace looplab::model
