// SPDX-License-Identifier: BSL-1.0
//
// Locks that a thread had while it slept in its loop: a coroutine locked, and
// awaited before it unlocked. It is seen when somebody wants such a lock, and
// told when the wait is over, for the time that both of them slept.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "visualizer/model/said.hpp"
#include "visualizer/model/watcher.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

using trace::event_kind;
using trace::wait_why;

/// A thread's last sleep in a loop, and its own wait for a lock.
struct sleeper {
  std::int64_t slept_from = 0, slept_to = 0;
  trace::entry wants{};  ///< its stop; no kind of wait: none
  id holder = 0;
};

/// A wait that was over, until a reading says what the kernel had to do with
/// it.
struct kept_lock {
  trace::entry wanted{};
  id holder = 0;
  std::int64_t from_ns = 0, to_ns = 0;  ///< both slept
  std::uint64_t gates = 0;
};

class held_locks final : public watcher {
 public:
  held_locks(findings& to, const warning_limits& limits)
      : to_(to), limits_(limits) {}

  std::uint32_t kinds() const override {
    return bit(event_kind::poll) | bit(event_kind::stop) | bit(event_kind::run);
  }

  void take(const moment& at) override;
  void take_sample(const reading& from) override;

  bool wants_sample() const override { return !pending_.empty(); }

 private:
  sleeper& of(std::uint16_t process, id thread);
  void take_run(const moment& at, const sleeper& waited);

  findings& to_;
  warning_limits limits_;
  slot_index by_thread_;
  std::vector<sleeper> all_;
  std::vector<kept_lock> pending_;
};

sleeper& held_locks::of(std::uint16_t process, id thread) {
  const std::uint64_t key = thing_key(process, thread);
  std::uint32_t slot = by_thread_.find(key);
  if (slot == slot_index::nothing) {
    slot = static_cast<std::uint32_t>(all_.size());
    all_.emplace_back();
    by_thread_.put(key, slot);
  }
  return all_[slot];
}

void held_locks::take_run(const moment& at, const sleeper& waited) {
  const trace::entry& wanted = waited.wants;
  if (wanted.subject != at.e.subject || wanted.ref != at.e.ref ||
      waited.holder == 0 || waited.holder == at.e.thread) {
    return;
  }
  const sleeper& other = of(at.e.process, waited.holder);
  const std::int64_t from = std::max(other.slept_from, wanted.t_ns);
  const std::int64_t to = std::min(other.slept_to, at.e.t_ns);
  if (to - from >= limits_.blocked_ns) {
    pending_.push_back(
        {wanted, waited.holder, from, to, at.turns.gates(at.e.process)});
  }
}

void held_locks::take(const moment& at) {
  if (at.e.thread == 0) {
    return;
  }
  sleeper& mine = of(at.e.process, at.e.thread);
  if (at.e.kind == event_kind::poll) {
    const bool begins = at.is(event_kind::poll, trace::poll_phase::begin);
    mine.slept_from = begins ? at.e.t_ns : mine.slept_from;
    // Until it returns, it sleeps.
    mine.slept_to =
        begins ? std::numeric_limits<std::int64_t>::max() : at.e.t_ns;
    return;
  }
  if (at.is(event_kind::stop, wait_why::lock)) {
    mine.wants = at.e;
    const bool told = at.e.arg > 0 && at.e.arg <= 0xffffffff;
    mine.holder = told ? static_cast<id>(at.e.arg) : 0;
  } else if (at.e.kind == event_kind::run &&
             mine.wants.kind == event_kind::stop) {
    const sleeper waited =
        std::exchange(mine, {mine.slept_from, mine.slept_to});
    take_run(at, waited);
  }
}

/// Who could have run, and did not, had the lock perhaps already.
void held_locks::take_sample(const reading& from) {
  std::erase_if(pending_, [&](const kept_lock& one) {
    const trace::entry& e = one.wanted;
    if (e.process != from.seen.process || one.to_ns > from.seen.t_ns) {
      return false;
    }
    const auto delay =
        from.delays.of_process({e.process, one.from_ns, one.to_ns});
    const std::int64_t own = one.to_ns - one.from_ns - delay.value_or(0);
    if (own >= limits_.blocked_ns && one.gates == from.turns.gates(e.process)) {
      constexpr std::size_t most = 10;
      const auto name = [&](id who) {
        return called(from.now, e.process, who, most);
      };
      to_.report({warning_kind::held_lock, e.process, one.holder, e.place, own,
                  fmt::format(said::warnings::slept_with, name(one.holder),
                              duration(own), name(e.ref), name(e.subject)),
                  said::warnings::let_go_first});
    }
    return true;
  });
}

}  // namespace

std::unique_ptr<watcher> watch_held_locks(findings& to,
                                          const warning_limits& limits) {
  return std::make_unique<held_locks>(to, limits);
}

}  // namespace looplab::model
