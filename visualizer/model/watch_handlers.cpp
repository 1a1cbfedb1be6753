// SPDX-License-Identifier: BSL-1.0
//
// Handlers that keep a loop, and tasks that never let go of their thread. A
// handler is a task between its run and its stop; in a program that names no
// tasks, what a loop's thread does from its first act on a descriptor to the
// first on another one. What it stood still in a call is not counted here.
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "visualizer/model/said.hpp"
#include "visualizer/model/stretch.hpp"
#include "visualizer/model/watcher.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

using trace::event_kind;
using trace::wait_why;

/// The hooks' own waits, after which the same goes on.
bool is_call(const trace::entry& e) {
  switch (static_cast<wait_why>(e.sub)) {
    case wait_why::io:
    case wait_why::sleep:
    case wait_why::lock:
    case wait_why::condition:
    case wait_why::join:
    case wait_why::signal:
      return true;
    case wait_why::await:
      return trace::space_of(e.ref) == trace::id_space::address;
    default:
      return false;
  }
}

bool arranges(const trace::entry& e) {
  switch (static_cast<trace::verb>(e.sub)) {
    case trace::verb::interest:
    case trace::verb::token:
    case trace::verb::flags:
    case trace::verb::close:
      return true;
    default:
      return false;
  }
}

/// "52 ms"; "at least 11 ms of 50 ms", where the kernel may have run others
/// for the rest of it.
std::string own_part(std::int64_t own_ns, std::int64_t wall_ns) {
  const bool nearly_all = wall_ns - own_ns <= wall_ns / 20;
  return nearly_all ? duration(own_ns)
                    : fmt::format(said::warnings::at_least_of, duration(own_ns),
                                  duration(wall_ns));
}

class handlers final : public watcher {
 public:
  handlers(findings& to, const warning_limits& limits)
      : to_(to), limits_(limits) {}

  std::uint32_t kinds() const override {
    return bit(event_kind::poll) | bit(event_kind::run) |
           bit(event_kind::stop) | bit(event_kind::act) | bit(event_kind::gap) |
           bit(event_kind::end);
  }

  void take(const moment& at) override;
  void take_sample(const reading& from) override;

  bool wants_sample() const override { return !pending_.empty(); }

 private:
  thread_part& part_of(std::uint16_t process, id thread);
  void take_run(const moment& at, thread_part& part);
  void take_act(const moment& at, thread_part& part);
  void take_poll(const moment& at, thread_part& part);
  void begin(const moment& at, thread_part& part, id who, bool is_task);
  void end(const moment& at, thread_part& part, std::int64_t t_ns);
  void give_up_waiting(const fold& now, std::int64_t t_ns);
  void report(const fold& now, const long_stretch& what, std::int64_t own_ns,
              bool by_wall);
  void look_at(const reading& from, const trace::thread_sample& thread);

  findings& to_;
  warning_limits limits_;
  slot_index by_thread_;
  std::vector<thread_part> parts_;
  std::vector<long_stretch> pending_;  ///< in order of their ends
};

thread_part& handlers::part_of(std::uint16_t process, id thread) {
  const std::uint64_t key = thing_key(process, thread);
  std::uint32_t slot = by_thread_.find(key);
  if (slot == slot_index::nothing) {
    slot = static_cast<std::uint32_t>(parts_.size());
    parts_.emplace_back();
    by_thread_.put(key, slot);
  }
  return parts_[slot];
}

void handlers::begin(const moment& at, thread_part& part, id who,
                     bool is_task) {
  part.now = {};
  part.now.who = who;
  part.now.is_task = is_task;
  part.now.open = true;
  part.now.place = at.e.place;
  part.now.began_ns = at.e.t_ns;
  part.now.gates = at.turns.gates(at.e.process);
}

void handlers::end(const moment& at, thread_part& part, std::int64_t t_ns) {
  const stretch was = part.now;
  part.now = {};
  const std::int64_t own = t_ns - was.began_ns - was.waited_ns;
  if (!was.open || was.told || own < limits_.handler_ns ||
      was.gates != at.turns.gates(at.e.process) ||
      at.turns.of(at.e.process, at.e.thread) == nullptr) {
    return;
  }
  part.long_ones.push_back({at.e.process, at.e.thread, was, t_ns});
}

void handlers::take_run(const moment& at, thread_part& part) {
  const bool is_task = trace::space_of(at.e.subject) != trace::id_space::thread;
  end(at, part, at.e.t_ns);
  begin(at, part, is_task ? at.e.subject : 0, is_task);
}

void handlers::take_act(const moment& at, thread_part& part) {
  if (part.now.place == 0) {
    part.now.place = at.e.place;
  }
  const bool other =
      part.now.open && !part.now.is_task && part.now.who != at.e.subject &&
      !arranges(at.e) &&
      trace::space_of(at.e.subject) == trace::id_space::descriptor;
  if (other) {
    end(at, part, at.e.t_ns);
    begin(at, part, at.e.subject, false);
  }
}

/// A handler has kept its loop only if the loop goes on afterwards, and did
/// not meanwhile by another thread.
void handlers::take_poll(const moment& at, thread_part& part) {
  if (!at.is(event_kind::poll, trace::poll_phase::begin)) {
    begin(at, part, 0, false);
    return;
  }
  end(at, part, at.e.t_ns);
  const loop_turn* turn = at.turns.of(at.e.process, at.e.thread);
  if (turn != nullptr && turn->loop == at.e.subject &&
      !at.turns.was_relieved(at.e.process, *turn)) {
    pending_.insert(pending_.end(), part.long_ones.begin(),
                    part.long_ones.end());
  }
  part.long_ones.clear();
  give_up_waiting(at.before, at.e.t_ns);
}

void handlers::take(const moment& at) {
  thread_part& part = part_of(at.e.process, at.e.thread);
  if (const pause was = std::exchange(part.in_call, {}); was.who != 0) {
    if (at.e.kind == event_kind::run && at.e.subject == was.who &&
        at.e.ref == was.on) {
      part.now.waited_ns += at.e.t_ns - was.began_ns;
      return;
    }
    end(at, part, was.began_ns);
    begin(at, part, 0, false);
  }
  switch (at.e.kind) {
    case event_kind::run:
      return take_run(at, part);
    case event_kind::stop:
      if (is_call(at.e)) {
        part.in_call = {at.e.subject, at.e.ref, at.e.t_ns};
      } else {
        end(at, part, at.e.t_ns);
        begin(at, part, 0, false);
      }
      return;
    case event_kind::act:
      return take_act(at, part);
    case event_kind::poll:
      return take_poll(at, part);
    case event_kind::gap:
      part = {};
      return;
    default:
      if (trace::space_of(at.e.subject) == trace::id_space::process) {
        std::erase_if(pending_, [&](const long_stretch& one) {
          return one.process == at.e.process;
        });
      }
      return;
  }
}

/// No reading came: the wall clock is all there is.
void handlers::give_up_waiting(const fold& now, std::int64_t t_ns) {
  while (!pending_.empty() &&
         t_ns - pending_.front().ended_ns > reading_patience_ns) {
    const long_stretch& one = pending_.front();
    report(now, one, one.ended_ns - one.was.began_ns - one.was.waited_ns, true);
    pending_.erase(pending_.begin());
  }
}

void handlers::take_sample(const reading& from) {
  const auto settled = [&](const long_stretch& one) {
    if (one.process != from.seen.process || one.ended_ns > from.seen.t_ns) {
      return false;
    }
    const auto delay =
        from.delays.of_thread({one.process, one.was.began_ns, one.ended_ns},
                              one.thread & ~trace::id_space_mask);
    const std::int64_t own =
        one.ended_ns - one.was.began_ns - one.was.waited_ns - delay.value_or(0);
    if (own >= limits_.handler_ns) {
      report(from.now, one, own, !delay);
    }
    return true;
  };
  std::erase_if(pending_, settled);
  for (const trace::thread_sample& thread : from.seen.threads) {
    look_at(from, thread);
  }
}

/// Two readings in a row must see it: the first may be ahead of the log.
void handlers::look_at(const reading& from,
                       const trace::thread_sample& thread) {
  const std::uint16_t process = from.seen.process;
  const id self = trace::thread_id_of(thread.tid);
  const std::uint32_t slot = by_thread_.find(thing_key(process, self));
  if (slot == slot_index::nothing) {
    return;
  }
  stretch& now = parts_[slot].now;
  const auto delay = from.delays.of_thread(
      {process, now.began_ns, from.seen.t_ns}, thread.tid);
  const std::int64_t own =
      from.seen.t_ns - now.began_ns - now.waited_ns - delay.value_or(0);
  if (!now.open || !now.is_task || now.told || thread.state != 'R' ||
      parts_[slot].in_call.who != 0 || own < limits_.task_ns ||
      now.gates != from.turns.gates(process)) {
    return;
  }
  if (!std::exchange(now.looked_at, true)) {
    return;
  }
  now.told = true;
  to_.report({warning_kind::never_suspends, process, now.who, now.place, own,
              fmt::format(said::warnings::runs_on,
                          called(from.now, process, now.who), duration(own)),
              said::warnings::cut_it_up});
}

void handlers::report(const fold& now, const long_stretch& what,
                      std::int64_t own_ns, bool by_wall) {
  const id who = what.was.who != 0 ? what.was.who : what.thread;
  const std::int64_t wall_ns =
      what.ended_ns - what.was.began_ns - what.was.waited_ns;
  to_.report(
      {warning_kind::long_handler, what.process, who, what.was.place, own_ns,
       fmt::format(
           said::warnings::held_loop, called(now, what.process, who),
           by_wall ? fmt::format(said::warnings::wall_time, duration(own_ns))
                   : own_part(own_ns, wall_ns)),
       said::warnings::cut_it_up});
}

}  // namespace

std::unique_ptr<watcher> watch_handlers(findings& to,
                                        const warning_limits& limits) {
  return std::make_unique<handlers>(to, limits);
}

}  // namespace looplab::model
