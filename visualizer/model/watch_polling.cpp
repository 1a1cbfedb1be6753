// SPDX-License-Identifier: BSL-1.0
//
// Loops that ask and ask: turn after turn returns at once, and nothing is done
// about it. A turn in which anything succeeded, or a task ran that did not just
// fail, is no such turn; nor is one that another kind of loop may have spent
// on what cannot be seen.
#include <fmt/format.h>

#include <vector>

#include "visualizer/model/said.hpp"
#include "visualizer/model/watcher.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

using trace::event_kind;
using trace::verb;

/// Turns in a row. Those that were told of nothing and did nothing may have
/// computed in between, so they must be many, and short.
constexpr std::uint64_t turns_told = 200;
constexpr std::uint64_t turns_empty = 1000;
constexpr std::int64_t longest_empty_ns = 20'000;
constexpr std::int64_t at_once_ns = 100'000;

/// What one thread's polls came to.
struct polling {
  id loop = 0;
  std::int64_t asked_ns = 0, answered_ns = 0;
  std::int64_t timeout_ms = -1;
  std::int64_t count = -1;  ///< -1: the poll has not returned
  std::uint64_t ran = 0, failed = 0, done = 0;  ///< since it has
  std::uint64_t gates = 0;
  // The turns in a row that came to nothing.
  std::uint64_t in_vain = 0, next_told = 0;
  bool empty = false;  ///< nothing was ready in them
  std::int64_t since_ns = 0;
};

bool counts_as_done(const trace::entry& e) {
  switch (static_cast<verb>(e.sub)) {
    case verb::interest:
    case verb::token:
    case verb::flags:
    case verb::none:
      return false;
    default:
      return e.arg >= 0;
  }
}

class poll_watcher final : public watcher {
 public:
  explicit poll_watcher(findings& to) : to_(to) {}

  std::uint32_t kinds() const override {
    return bit(event_kind::poll) | bit(event_kind::run) | bit(event_kind::act) |
           bit(event_kind::done) | bit(event_kind::start) |
           bit(event_kind::create) | bit(event_kind::end) |
           bit(event_kind::stop);
  }

  void take(const moment& at) override;

 private:
  polling& of(std::uint16_t process, id thread);
  void begin(const moment& at, polling& p);
  void tell(const moment& at, const polling& p);

  findings& to_;
  slot_index by_thread_;
  std::vector<polling> all_;
};

polling& poll_watcher::of(std::uint16_t process, id thread) {
  const std::uint64_t key = thing_key(process, thread);
  std::uint32_t slot = by_thread_.find(key);
  if (slot == slot_index::nothing) {
    slot = static_cast<std::uint32_t>(all_.size());
    all_.emplace_back();
    by_thread_.put(key, slot);
  }
  return all_[slot];
}

/// What a ring has done is not seen by all hooks, so only epoll, poll and
/// select are judged.
bool is_judged(const moment& at) {
  if (trace::space_of(at.e.subject) != trace::id_space::descriptor) {
    return true;
  }
  const descriptor_record* d = at.before.descriptor(at.e.process, at.e.subject);
  return d != nullptr && at.before.events().text(d->what) == "epoll";
}

bool is_in_vain(const polling& p, std::int64_t now_ns) {
  if (p.count < 0 || p.done > 0) {
    return false;
  }
  if (p.count == 0) {
    return p.timeout_ms == 0 && p.ran == 0 &&
           now_ns - p.answered_ns < longest_empty_ns;
  }
  return p.answered_ns - p.asked_ns < at_once_ns && p.failed >= p.ran &&
         p.failed > 0;
}

/// The turn before is over; the next one is asked for.
void poll_watcher::begin(const moment& at, polling& p) {
  const bool same = p.loop == at.e.subject && is_judged(at) &&
                    p.gates == at.turns.gates(at.e.process);
  const bool empty = p.count == 0;
  if (!same || !is_in_vain(p, at.e.t_ns) ||
      (p.in_vain > 0 && empty != p.empty)) {
    p.in_vain = 0;
  } else if (++p.in_vain == 1) {
    p.empty = empty;
    p.next_told = empty ? turns_empty : turns_told;
    p.since_ns = p.asked_ns;
  }
  if (p.in_vain > 0 && p.in_vain >= p.next_told) {
    tell(at, p);
    p.next_told *= 10;
  }
  p.loop = at.e.subject;
  p.asked_ns = at.e.t_ns;
  p.timeout_ms = at.e.arg;
  p.count = -1;
  p.gates = at.turns.gates(at.e.process);
}

void poll_watcher::tell(const moment& at, const polling& p) {
  const std::string who = called(at.before, at.e.process, at.e.thread, 12);
  const std::string lasted = duration(at.e.t_ns - p.since_ns);
  to_.report(
      {warning_kind::busy_polling, at.e.process, at.e.thread, at.e.place,
       static_cast<std::int64_t>(p.in_vain),
       p.empty
           ? fmt::format(said::warnings::nothing_there, who, p.in_vain, lasted)
           : fmt::format(said::warnings::nothing_done, who, p.in_vain, lasted),
       p.empty ? said::warnings::use_time_out : said::warnings::unwatch});
}

void poll_watcher::take(const moment& at) {
  if (at.e.thread == 0) {
    return;
  }
  polling& p = of(at.e.process, at.e.thread);
  switch (at.e.kind) {
    case event_kind::poll:
      if (at.is(event_kind::poll, trace::poll_phase::begin)) {
        return begin(at, p);
      }
      p.answered_ns = at.e.t_ns;
      p.count = at.e.arg;
      p.ran = p.failed = p.done = 0;
      return;
    case event_kind::run:
      ++p.ran;
      return;
    case event_kind::act:
      p.done += counts_as_done(at.e) ? 1 : 0;
      p.failed += at.e.arg < 0 ? 1 : 0;
      return;
    case event_kind::stop:
      // A wait in a call is no spinning; a task's own stop follows its run.
      p.done += at.e.subject == at.e.thread ? 1 : 0;
      return;
    default:
      ++p.done;
      return;
  }
}

}  // namespace

std::unique_ptr<watcher> watch_polling(findings& to, const warning_limits&) {
  return std::make_unique<poll_watcher>(to);
}

}  // namespace looplab::model
