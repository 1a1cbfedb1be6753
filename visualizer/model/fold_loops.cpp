// SPDX-License-Identifier: BSL-1.0
//
// Loops and what they wait for besides descriptors: asleep, woken, a turn
// counted; timers and operations started and done.
#include <algorithm>

#include "visualizer/model/fold.hpp"
#include "visualizer/model/times.hpp"

namespace looplab::model {

using trace::poll_phase;
using trace::thing_kind;
using trace::verb;

std::uint32_t fold::loop_for(const entry& e, id self) {
  std::uint32_t slot = loops_.find(key(e.process, self));
  if (slot != slot_index::nothing) {
    return slot;
  }
  slot = static_cast<std::uint32_t>(now_.loops.grow());
  loop_record& l = now_.loops.edit(slot);
  l.self = self;
  l.process = e.process;
  l.thread = e.thread;
  loops_.put(key(e.process, self), slot);
  return slot;
}

std::uint32_t fold::thing_for(const entry& e, id self, thing_kind kind) {
  const std::uint32_t known = things_.find(key(e.process, self));
  if (known != slot_index::nothing) {
    return known;
  }
  const auto slot = static_cast<std::uint32_t>(now_.things.take(free_things_));
  thing_record& t = now_.things.edit(slot);
  t.self = self;
  t.process = e.process;
  t.kind = kind;
  t.born = static_cast<std::uint32_t>(now_.position);
  t.started_ns = e.t_ns;
  things_.put(key(e.process, self), slot);
  return slot;
}

/// The thing is over; the last few such are kept, so that what is still said
/// of them finds their names.
void fold::spend(std::uint32_t slot) {
  revive(slot);
  thing_record& t = now_.things.edit(slot);
  t.spent = true;
  t.pending = false;
  t.ended = static_cast<std::uint32_t>(now_.position);
  spent_.push_back(slot);
  if (spent_.size() > kept_done) {
    const std::uint32_t oldest = spent_.front();
    spent_.pop_front();
    thing_record& gone = now_.things.edit(oldest);
    things_.forget(key(gone.process, gone.self), oldest);
    gone = thing_record{};
    free_things_.push_back(oldest);
  }
}

void fold::revive(std::uint32_t slot) {
  if (now_.things[slot].spent) {
    now_.things.edit(slot).spent = false;
    spent_.erase(std::find(spent_.begin(), spent_.end(), slot));
  }
}

/// What the loop reported and nobody acted on waits again: the next poll will
/// report it once more.
void fold::forget_reported(std::uint32_t loop, const entry& e) {
  const loop_record& l = now_.loops[loop];
  for (std::size_t i = reported_.size(); i > 0; --i) {
    const descriptor_record& d = now_.descriptors[reported_[i - 1]];
    if (d.loop == l.self && d.process == l.process) {
      set_lane(reported_[i - 1], idle_lane(d), e.t_ns);
    }
  }
}

/// A thread that polls or runs tasks is shown as a loop, or by its tasks.
void fold::host(std::uint32_t thread) {
  if (thread != no_slot && !now_.tasks[thread].hosts) {
    now_.tasks.edit(thread).hosts = true;
    touched_.push_back({false, thread});
  }
}

void fold::set_phase(std::uint32_t thread, loop_phase to) {
  if (thread == no_slot || now_.tasks[thread].polls == no_slot) {
    return;
  }
  const std::uint32_t loop = now_.tasks[thread].polls;
  if (now_.loops[loop].phase != to) {
    now_.loops.edit(loop).phase = to;
  }
}

/// After the last task in line the loop looks at its timers and polls again.
void fold::after_stop(const entry& e, std::uint32_t thread) {
  const loop_record* loop = loop_of_thread(e.process, e.thread);
  if (loop == nullptr || thread == no_slot || e.subject == e.thread ||
      now_.tasks[thread].running != no_slot) {
    return;
  }
  set_phase(thread, ready_tasks_ == 0 ? loop_phase::timers : loop_phase::runs);
}

/// The shown loop is the one with the most turns. It gives way only to one
/// that is clearly ahead, so that two workers do not take turns on the screen;
/// or to any, once its own process is over.
void fold::choose_loop(std::uint32_t slot) {
  const loop_record& rival = now_.loops[slot];
  if (slot == now_.shown_loop || !rival.is_loop()) {
    return;
  }
  if (now_.shown_loop == no_slot ||
      process(now_.loops[now_.shown_loop].process).over ||
      rival.turn > now_.loops[now_.shown_loop].turn * 5 / 4) {
    now_.shown_loop = slot;
  }
}

/// The loop of a process that is over gives way to one that lives, or, where
/// there is none, to whatever else lives or comes.
void fold::leave_shown_loop() {
  if (now_.shown_loop == no_slot ||
      !process(now_.loops[now_.shown_loop].process).over) {
    return;
  }
  std::uint32_t best = no_slot;
  for (std::uint32_t i = 0; i < now_.loops.size(); ++i) {
    const loop_record& l = now_.loops[i];
    if (l.is_loop() && !process(l.process).over &&
        (best == no_slot || l.turn > now_.loops[best].turn)) {
      best = i;
    }
  }
  const bool somebody_lives =
      std::any_of(now_.processes.begin(), now_.processes.end(),
                  [](const process_record& p) { return !p.over; });
  now_.shown_loop = somebody_lives ? best : now_.shown_loop;
}

void fold::take_poll(const entry& e, std::uint32_t thread) {
  const std::uint32_t slot = loop_for(e, e.subject);
  loop_record& l = now_.loops.edit(slot);
  l.thread = e.thread;
  if (thread != no_slot) {
    unseat(thread, e);
    now_.tasks.edit(thread).polls = slot;
    now_.tasks.edit(thread).place = e.place;
    if (l.is_loop()) {
      host(thread);
    }
  }
  if (static_cast<poll_phase>(e.sub) == poll_phase::begin) {
    l.phase = loop_phase::asleep;
    l.asleep_since_ns = e.t_ns;
    l.timeout_ms = e.arg;
    choose_loop(slot);
    forget_reported(slot, e);
    if (thread != no_slot && !is_over(now_.tasks[thread].state)) {
      set_state(thread, task_state::waits_io, e);
      task_record& t = now_.tasks.edit(thread);
      t.why = trace::wait_why::io;
      t.on = e.subject;
    }
    return;
  }
  const bool begun = l.phase == loop_phase::asleep;
  l.slept_ns = begun ? e.t_ns - l.asleep_since_ns : 0;
  l.timeout_ms = begun ? l.timeout_ms : -1;  // what was lost is not known
  l.phase = loop_phase::polled;
  l.woken_count = e.arg;
  ++l.turn;
  choose_loop(slot);
}

void fold::take_start(const entry& e) {
  const auto what = static_cast<verb>(e.sub);
  const std::uint32_t slot = thing_for(
      e, e.subject, what == verb::arm ? thing_kind::timer : thing_kind::op);
  revive(slot);
  thing_record& t = now_.things.edit(slot);
  t.what = what;
  // A task may be its own timer, and name what it will do when it is due.
  const std::uint32_t task = tasks_.find(key(e.process, e.subject));
  const bool own = task != slot_index::nothing;
  t.owner = own ? e.subject : e.ref != 0 ? e.ref : t.owner;
  t.name = e.text != 0 ? e.text : t.name;
  t.pending = true;
  t.started_ns = e.t_ns;
  t.deadline_ns = what == verb::arm ? as_moment(e.arg) : 0;
  if (own && now_.tasks[task].kind == thing_kind::callback &&
      now_.tasks[task].state == task_state::fresh) {
    begin_waiting(task, e);
  }
}

/// A callback is its own operation: it waits until that is done.
void fold::begin_waiting(std::uint32_t slot, const entry& e) {
  const bool timer = static_cast<verb>(e.sub) == verb::arm;
  set_state(slot, timer ? task_state::waits_timer : task_state::waits_io, e);
  task_record& t = now_.tasks.edit(slot);
  t.why = timer ? trace::wait_why::sleep : trace::wait_why::io;
  t.on = timer ? e.subject : e.ref;
  const std::uint32_t on = descriptors_.find(key(e.process, e.ref));
  if (on != slot_index::nothing) {
    now_.descriptors.edit(on).task = e.subject;
  }
}

void fold::take_done(const entry& e, std::uint32_t thread) {
  const std::uint32_t slot = things_.find(key(e.process, e.subject));
  const bool timer = static_cast<verb>(e.sub) == verb::arm;
  if (slot != slot_index::nothing) {
    spend(slot);
  }
  if (timer && e.arg >= 0) {
    set_phase(thread, loop_phase::timers);
  }
}

}  // namespace looplab::model
