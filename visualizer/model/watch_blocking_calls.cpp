// SPDX-License-Identifier: BSL-1.0
//
// Calls in which a loop's thread stood still. A wait is the hooks' stop and the
// run that follows it at once on the same thread; a task that goes back to its
// loop is none. Where no loop is seen, a handler that waits is told of only
// while others stand in line behind it for the one thread that runs tasks.
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "visualizer/model/blocking_call.hpp"
#include "visualizer/model/said.hpp"
#include "visualizer/model/watcher.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

using trace::event_kind;
using trace::id_space;
using trace::space_of;
using trace::wait_why;

/// A wait, from its stop on.
struct call {
  trace::entry began{};
  std::uint64_t gates = 0;
  loop_turn turn{};             ///< of the thread; no loop: none
  bool others_in_line = false;  ///< and nobody else to run them
  bool looked_at = false;       ///< by a reading
  bool told = false;
};

/// One that was long, until its loop goes on and a reading says how long.
struct long_call {
  call of;
  std::int64_t ended_ns = 0;
  bool confirmed = false;
};

class blocking_calls final : public watcher {
 public:
  blocking_calls(findings& to, const warning_limits& limits)
      : to_(to), limits_(limits) {}

  /// All: whatever a thread says next ends a wait that was none.
  std::uint32_t kinds() const override { return ~0u; }

  void take(const moment& at) override;
  void take_sample(const reading& from) override;

  bool wants_sample() const override { return !pending_.empty(); }

 private:
  call& call_of(std::uint16_t process, id thread);
  void take_stop(const moment& at, call& mine);
  void take_end_of(const moment& at, const call& was);
  void take_run_of_another(const moment& at);
  void take_poll(const moment& at);
  void give_up_waiting(const fold& now, std::int64_t t_ns);
  bool is_long(const call& what, std::int64_t ns) const;
  void report(const fold& now, const call& what, std::int64_t ns,
              std::string_view measure);
  bool tell_sleep(const fold& now, const long_call& what);
  bool settle(const reading& from, const long_call& what);

  findings& to_;
  warning_limits limits_;
  slot_index by_thread_;
  std::vector<call> calls_;  ///< by thread; no kind of wait: none
  std::vector<long_call> pending_;
  std::size_t lines_ = 0;  ///< open ones with others in line
};

call& blocking_calls::call_of(std::uint16_t process, id thread) {
  const std::uint64_t key = thing_key(process, thread);
  std::uint32_t slot = by_thread_.find(key);
  if (slot == slot_index::nothing) {
    slot = static_cast<std::uint32_t>(calls_.size());
    calls_.emplace_back();
    by_thread_.put(key, slot);
  }
  return calls_[slot];
}

/// Whether somebody stands in line in the process of a task that waits, and its
/// thread is the only one that runs tasks.
bool keeps_others(const moment& at) {
  bool in_line = false;
  const auto& tasks = at.before.now().tasks;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const task_record& t = tasks[i];
    if (t.self == 0 || t.process != at.e.process || is_over(t.state)) {
      continue;
    }
    const bool thread = t.kind == trace::thing_kind::thread;
    if (thread && t.hosts && t.self != at.e.thread) {
      return false;
    }
    in_line |= !thread && t.state == task_state::ready;
  }
  return in_line;
}

void blocking_calls::take_stop(const moment& at, call& mine) {
  if (!may_be_call(at.e)) {
    return;
  }
  mine.began = at.e;
  mine.gates = at.turns.gates(at.e.process);
  if (const loop_turn* turn = at.turns.of(at.e.process, at.e.thread)) {
    mine.turn = *turn;
  }
  const bool task = space_of(at.e.subject) != id_space::thread;
  const auto why = static_cast<wait_why>(at.e.sub);
  const bool for_others = why == wait_why::await || why == wait_why::condition;
  // To look at all tasks is worth it only where nobody waits by the thousand.
  mine.others_in_line =
      task && mine.turn.loop == 0 && for_others && keeps_others(at);
  lines_ += mine.others_in_line ? 1 : 0;
}

bool blocking_calls::is_long(const call& what, std::int64_t ns) const {
  if (what.told || (what.turn.loop == 0 && !what.others_in_line)) {
    return false;
  }
  const bool sleep = static_cast<wait_why>(what.began.sub) == wait_why::sleep;
  // Who asks for 50 us and gets more was only not run again at once.
  return ns >= limits_.blocked_ns &&
         (!sleep || what.began.arg >= limits_.blocked_ns);
}

void blocking_calls::take_end_of(const moment& at, const call& was) {
  lines_ -= was.others_in_line ? 1 : 0;
  const std::int64_t ns = at.e.t_ns - was.began.t_ns;
  const bool goes_on = at.e.kind == event_kind::run &&
                       at.e.subject == was.began.subject &&
                       at.e.ref == was.began.ref;
  if (!goes_on || !is_long(was, ns) ||
      was.gates != at.turns.gates(at.e.process)) {
    return;
  }
  if (was.others_in_line) {
    report(at.before, was, ns, duration(ns));
  } else {
    pending_.push_back({was, at.e.t_ns});
  }
}

/// A call has kept its loop only if the loop goes on afterwards, and did not
/// meanwhile by another thread.
void blocking_calls::take_poll(const moment& at) {
  const auto is_no_harm = [&](long_call& one) {
    const trace::entry& e = one.of.began;
    if (one.confirmed || e.process != at.e.process || e.thread != at.e.thread) {
      return false;
    }
    one.confirmed = one.of.turn.loop == at.e.subject &&
                    !at.turns.was_relieved(e.process, one.of.turn);
    return !one.confirmed;
  };
  std::erase_if(pending_, is_no_harm);
  std::erase_if(pending_, [&](const long_call& one) {
    return one.confirmed && tell_sleep(at.before, one);
  });
  give_up_waiting(at.before, at.e.t_ns);
}

/// What a sleep has asked for is its own doing, whoever ran meanwhile: no
/// reading is needed to know. False if it is no sleep.
bool blocking_calls::tell_sleep(const fold& now, const long_call& what) {
  const trace::entry& e = what.of.began;
  if (static_cast<wait_why>(e.sub) != wait_why::sleep) {
    return false;
  }
  const std::int64_t asked = std::min(what.ended_ns - e.t_ns, e.arg);
  report(now, what.of, asked, duration(asked));
  return true;
}

/// Somebody from elsewhere comes to run what stood in line: until then nobody
/// did.
void blocking_calls::take_run_of_another(const moment& at) {
  for (call& open : calls_) {
    const std::int64_t ns = at.e.t_ns - open.began.t_ns;
    if (open.others_in_line && open.began.process == at.e.process &&
        open.began.thread != at.e.thread && is_long(open, ns) &&
        open.gates == at.turns.gates(at.e.process)) {
      open.told = true;
      report(at.before, open, ns, duration(ns));
    }
  }
}

void blocking_calls::take(const moment& at) {
  if (at.e.thread == 0) {
    return;
  }
  call& mine = call_of(at.e.process, at.e.thread);
  if (mine.began.kind == event_kind::stop) {
    take_end_of(at, std::exchange(mine, {}));
  }
  if (at.e.kind == event_kind::stop) {
    take_stop(at, mine);
  } else if (at.e.kind == event_kind::run && lines_ > 0) {
    take_run_of_another(at);
  } else if (!pending_.empty() &&
             at.is(event_kind::poll, trace::poll_phase::begin)) {
    take_poll(at);
  }
}

void blocking_calls::give_up_waiting(const fold& now, std::int64_t t_ns) {
  std::erase_if(pending_, [&](const long_call& one) {
    const std::int64_t ns = one.ended_ns - one.of.began.t_ns;
    if (!one.confirmed || t_ns - one.ended_ns <= reading_patience_ns) {
      return false;
    }
    report(now, one.of, ns,
           fmt::format(said::warnings::wall_time, duration(ns)));
    return true;
  });
}

/// Who held what it waited for may not have been run either, so all threads'
/// delays count for it.
bool blocking_calls::settle(const reading& from, const long_call& what) {
  const trace::entry& e = what.of.began;
  if (!what.confirmed || e.process != from.seen.process ||
      what.ended_ns > from.seen.t_ns) {
    return false;
  }
  const auto delay = from.delays.of_process({e.process, e.t_ns, what.ended_ns});
  const std::int64_t own = what.ended_ns - e.t_ns - delay.value_or(0);
  if (own >= limits_.blocked_ns) {
    report(from.now, what.of, own,
           !delay       ? fmt::format(said::warnings::wall_time, duration(own))
           : *delay > 0 ? fmt::format(said::warnings::at_least, duration(own))
                        : duration(own));
  }
  return true;
}

void blocking_calls::take_sample(const reading& from) {
  std::erase_if(pending_,
                [&](const long_call& one) { return settle(from, one); });
  for (call& open : calls_) {
    const std::int64_t ns = from.seen.t_ns - open.began.t_ns;
    // Outside of all tasks a thread may wait for the end of others.
    if (open.began.kind != event_kind::stop ||
        space_of(open.began.subject) == id_space::thread ||
        open.began.process != from.seen.process || ns < reading_patience_ns ||
        !is_long(open, ns) ||
        open.gates != from.turns.gates(from.seen.process)) {
      continue;
    }
    // The first reading that sees it may be ahead of the log.
    if (std::exchange(open.looked_at, true)) {
      open.told = true;
      report(from.now, open, ns,
             fmt::format(said::warnings::so_far, duration(ns)));
    }
  }
}

void blocking_calls::report(const fold& now, const call& what, std::int64_t ns,
                            std::string_view measure) {
  const trace::entry& e = what.began;
  const wording words = words_of_call(now, e);
  to_.report({warning_kind::blocking_call, e.process, e.subject, e.place, ns,
              fmt::format(said::warnings::blocked,
                          called(now, e.process, e.subject, most_of_two_names),
                          words.deed, measure),
              words.advice});
}

}  // namespace

std::unique_ptr<watcher> watch_blocking_calls(findings& to,
                                              const warning_limits& limits) {
  return std::make_unique<blocking_calls>(to, limits);
}

}  // namespace looplab::model
