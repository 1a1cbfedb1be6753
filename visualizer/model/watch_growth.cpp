// SPDX-License-Identifier: BSL-1.0
//
// What only grows: a line of ready tasks, a channel without a limit, threads
// that are made and never end. Everything grows at times; a tide is told from a
// flood by its lows: the least of each tenth of a second rises eight times in a
// row, and is large.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "visualizer/model/said.hpp"
#include "visualizer/model/watcher.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

using trace::event_kind;
using trace::thing_kind;

constexpr std::int64_t window_ns = 100'000'000;
constexpr int rises_told = 8;
constexpr std::int64_t large_queue = 64;
constexpr std::int64_t many_threads = 200;
constexpr std::int64_t look_every_ns = 10'000'000;

/// The lows of a number, window by window.
class tide {
 public:
  /// Takes in what the number is from now on. True if it has risen once more,
  /// often enough and to twice of what was told.
  bool rises(std::int64_t t_ns, std::int64_t number, std::int64_t large) {
    if (t_ns - began_ns_ < window_ns) {
      low_ = std::min(low_, number);
      return false;
    }
    // Through windows in which nothing was said it stayed what it was.
    const bool still = t_ns - began_ns_ >= 2 * window_ns;
    risen_ = low_ > before_ && !still ? risen_ + 1 : 0;
    from_ = risen_ == 0 ? low_ : from_;
    before_ = low_;
    began_ns_ = t_ns;
    low_ = number;
    if (risen_ < rises_told || before_ < std::max(large, 2 * told_)) {
      return false;
    }
    told_ = before_;
    return true;
  }

  std::int64_t from() const { return from_; }

  std::int64_t low() const { return before_; }

 private:
  std::int64_t began_ns_ = 0, low_ = 0, before_ = 0, from_ = 0, told_ = 0;
  int risen_ = 0;
};

struct watched_line {
  tide depth;
  bool bounded = false;
};

/// What is counted of a process.
struct counts {
  tide ready, threads;
  std::int64_t alive = 0;
  bool ended_one = false;  ///< a thread, ever
  std::int64_t looked_ns = 0;
};

class growth final : public watcher {
 public:
  explicit growth(findings& to) : to_(to) {}

  std::uint32_t kinds() const override {
    return bit(event_kind::create) | bit(event_kind::end) |
           bit(event_kind::value) | bit(event_kind::wake);
  }

  void take(const moment& at) override;

 private:
  counts& of(std::uint16_t process);
  watched_line& line_of(std::uint16_t process, id thing);
  void take_create(const moment& at);
  void take_depth(const moment& at);
  void take_wake(const moment& at);
  void tell(const moment& at, warning_kind kind, const tide& what,
            const std::string& name, std::string_view advice);

  findings& to_;
  std::vector<counts> processes_;
  slot_index by_line_;
  std::vector<watched_line> lines_;
};

counts& growth::of(std::uint16_t process) {
  if (process >= processes_.size()) {
    processes_.resize(process + std::size_t{1});
  }
  return processes_[process];
}

watched_line& growth::line_of(std::uint16_t process, id thing) {
  const std::uint64_t key = thing_key(process, thing);
  std::uint32_t slot = by_line_.find(key);
  if (slot == slot_index::nothing) {
    slot = static_cast<std::uint32_t>(lines_.size());
    lines_.emplace_back();
    by_line_.put(key, slot);
  }
  return lines_[slot];
}

void growth::tell(const moment& at, warning_kind kind, const tide& what,
                  const std::string& name, std::string_view advice) {
  to_.report({kind, at.e.process, at.e.subject, at.e.place, what.low(),
              fmt::format(said::warnings::grew, name, what.from(), what.low()),
              advice});
}

void growth::take_create(const moment& at) {
  const auto kind = static_cast<thing_kind>(at.e.sub);
  if (kind == thing_kind::channel) {
    line_of(at.e.process, at.e.subject).bounded = at.e.arg != 0;
  } else if (kind == thing_kind::thread) {
    counts& all = of(at.e.process);
    ++all.alive;
    if (all.threads.rises(at.e.t_ns, all.alive, many_threads) &&
        !all.ended_one) {
      tell(at, warning_kind::growing_threads, all.threads,
           said::warnings::threads, said::warnings::use_pool);
    }
  }
}

void growth::take_depth(const moment& at) {
  watched_line& line = line_of(at.e.process, at.e.subject);
  if (!line.bounded && at.before.events().text(at.e.text) == "depth" &&
      line.depth.rises(at.e.t_ns, at.e.arg, large_queue)) {
    tell(at, warning_kind::growing_queue, line.depth,
         fmt::format(said::warnings::line_in,
                     called(at.before, at.e.process, at.e.subject)),
         said::warnings::set_limit);
  }
}

/// To count those in line costs a look at each, so not at every wake.
void growth::take_wake(const moment& at) {
  counts& all = of(at.e.process);
  if (at.e.t_ns - all.looked_ns < look_every_ns) {
    return;
  }
  all.looked_ns = at.e.t_ns;
  std::int64_t ready = 0;
  const auto& tasks = at.before.now().tasks;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    ready += tasks[i].self != 0 && tasks[i].process == at.e.process &&
                     tasks[i].state == task_state::ready
                 ? 1
                 : 0;
  }
  if (all.ready.rises(at.e.t_ns, ready, large_queue)) {
    tell(at, warning_kind::growing_queue, all.ready,
         said::warnings::line_of_ready, said::warnings::take_less);
  }
}

void growth::take(const moment& at) {
  switch (at.e.kind) {
    case event_kind::create:
      return take_create(at);
    case event_kind::value:
      return take_depth(at);
    case event_kind::wake:
      return take_wake(at);
    default:
      if (trace::space_of(at.e.subject) == trace::id_space::thread) {
        counts& all = of(at.e.process);
        --all.alive;
        all.ended_one = true;
      }
      return;
  }
}

}  // namespace

std::unique_ptr<watcher> watch_growth(findings& to, const warning_limits&) {
  return std::make_unique<growth>(to);
}

}  // namespace looplab::model
