// SPDX-License-Identifier: BSL-1.0
//
// One kind of trouble, looked for in a log as it goes by. A watcher keeps what
// it needs to know of the past itself, reports what it finds once it is sure,
// and never looks ahead. Private to the analysis.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "trace/log.hpp"
#include "visualizer/model/fold.hpp"
#include "visualizer/model/loop_turns.hpp"
#include "visualizer/model/run_delays.hpp"
#include "visualizer/model/warning.hpp"

namespace looplab::model {

/// What was found. Names are told as they were at the moment.
struct finding {
  warning_kind kind = warning_kind::long_handler;
  std::uint16_t process = 0;
  id subject = 0;
  std::uint32_t place = 0;
  std::int64_t figure = 0;
  std::string what;
  std::string_view advice;
};

/// Where findings go.
class findings {
 public:
  virtual ~findings() = default;
  virtual void report(finding what) = 0;
};

/// An entry, and what was true before it.
struct moment {
  const fold& before;
  const loop_turns& turns;
  const trace::entry& e;

  trace::event_kind kind() const { return e.kind; }

  template <class Word>
  bool is(trace::event_kind k, Word sub) const {
    return e.kind == k && e.sub == static_cast<std::uint8_t>(sub);
  }
};

/// A reading of /proc, and what is true at it.
struct reading {
  const fold& now;
  const loop_turns& turns;
  const trace::sample& seen;
  const run_delays& delays;
};

/// Thread safety: none.
class watcher {
 public:
  virtual ~watcher() = default;
  /// The kinds of entry that it wants to see, as trace::bit() of each.
  virtual std::uint32_t kinds() const = 0;
  virtual void take(const moment& at) = 0;

  virtual void take_sample(const reading&) {}

  /// Whether the next sample would settle something.
  virtual bool wants_sample() const { return false; }
};

/// How long a reading is waited for before the wall clock has to do.
inline constexpr std::int64_t reading_patience_ns = 1'000'000'000;

/// One word for a thing of a process.
constexpr std::uint64_t thing_key(std::uint16_t process, id self) {
  return std::uint64_t{process} << 32 | self;
}

using watcher_maker = std::unique_ptr<watcher>(findings&,
                                               const warning_limits&);

watcher_maker watch_handlers;
watcher_maker watch_blocking_calls;
watcher_maker watch_lost_tasks;
watcher_maker watch_polling;
watcher_maker watch_deadlocks;
watcher_maker watch_held_locks;
watcher_maker watch_wakeups;
watcher_maker watch_descriptors;
watcher_maker watch_growth;

}  // namespace looplab::model
