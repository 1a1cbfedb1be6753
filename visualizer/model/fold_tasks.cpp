// SPDX-License-Identifier: BSL-1.0
//
// Tasks and threads: born, made ready, running, waiting, ended. Keeps one
// promise whatever the log says: at most one task runs on a thread. A log that
// says otherwise has lost an event, and that is counted.
#include <algorithm>

#include "visualizer/model/fold.hpp"

namespace looplab::model {

using trace::event_kind;
using trace::id_space;
using trace::thing_kind;
using trace::wait_why;

namespace {

/// True if the thread itself was awake to say this.
bool shows_thread_awake(const trace::entry& e) {
  return e.kind != event_kind::gap && e.kind != event_kind::gate;
}

}  // namespace

std::uint32_t fold::thread_of(const entry& e) {
  if (e.thread == 0) {
    return no_slot;
  }
  std::uint32_t slot = tasks_.find(key(e.process, e.thread));
  if (slot == slot_index::nothing) {
    slot = new_task(e, e.thread, thing_kind::thread);
  }
  const task_record& t = now_.tasks[slot];
  if (is_over(t.state)) {
    return no_slot;  // the last words of a thread that is gone
  }
  if (t.state != task_state::running && shows_thread_awake(e) &&
      !(e.kind == event_kind::run && e.subject == e.thread)) {
    set_state(slot, task_state::running, e);
  }
  return slot;
}

std::uint32_t fold::task_for(const entry& e) {
  const std::uint32_t slot = tasks_.find(key(e.process, e.subject));
  const bool thread = trace::space_of(e.subject) == id_space::thread;
  // A thread that runs after its end is another one with the same number.
  const bool another = thread && e.kind == event_kind::run &&
                       slot != slot_index::nothing &&
                       is_over(now_.tasks[slot].state);
  if (slot != slot_index::nothing && !another) {
    return slot;
  }
  return new_task(e, e.subject, thread ? thing_kind::thread : thing_kind::task);
}

void fold::set_state(std::uint32_t slot, task_state to, const entry& e) {
  task_record& t = now_.tasks.edit(slot);
  if (t.state == task_state::running && to != task_state::running) {
    leave_thread(slot);
  }
  ready_tasks_ -= t.state == task_state::ready ? 1 : 0;
  ready_tasks_ += to == task_state::ready ? 1 : 0;
  t.before = t.state;
  t.waited_ns = e.t_ns - t.since_ns;
  t.state = to;
  t.since_ns = e.t_ns;
  t.why = wait_why::none;
  t.on = 0;
  t.amount = 0;
  touched_.push_back({false, slot});
  note(key(t.process, t.self), change_index::only(to));
}

void fold::leave_thread(std::uint32_t slot) {
  const task_record& t = now_.tasks[slot];
  const std::uint32_t thread = tasks_.find(key(t.process, t.thread));
  if (thread != slot_index::nothing && now_.tasks[thread].running == slot) {
    now_.tasks.edit(thread).running = no_slot;
  }
}

/// Whatever task the thread was thought to run does not run there any more,
/// and nobody has said why.
void fold::unseat(std::uint32_t thread, const entry& e) {
  if (thread == no_slot || now_.tasks[thread].running == no_slot) {
    return;
  }
  set_state(now_.tasks[thread].running, task_state::fresh, e);
  now_.tasks.edit(thread).running = no_slot;
}

/// The task that the entry's thread runs, else the thread itself.
id fold::runs_on(const entry& e) const {
  const std::uint32_t thread = tasks_.find(key(e.process, e.thread));
  if (thread == slot_index::nothing || now_.tasks[thread].running == no_slot) {
    return e.thread;
  }
  return now_.tasks[now_.tasks[thread].running].self;
}

/// Who wants a lock may have been told who has it, and has it itself when its
/// wait is over. A semaphore, which nobody has, tells neither.
void fold::note_holder(const entry& e) {
  if (e.kind == event_kind::stop) {
    if (static_cast<wait_why>(e.sub) == wait_why::lock && e.arg != 0 &&
        e.ref != 0) {
      const std::uint32_t lock = thing_for(e, e.ref, thing_kind::mutex);
      now_.things.edit(lock).holder =
          e.arg > 0 && e.arg <= 0xffffffff ? static_cast<id>(e.arg) : 0;
    }
    return;
  }
  const std::uint32_t lock = things_.find(key(e.process, e.ref));
  const task_record* who = task(e.process, e.subject);
  if (lock != slot_index::nothing && who != nullptr &&
      who->state == task_state::waits_lock && who->why == wait_why::lock &&
      who->on == e.ref && who->amount != 0 && e.arg >= 0) {
    now_.things.edit(lock).holder = e.subject;
  }
}

void fold::take_run(const entry& e, std::uint32_t thread) {
  note_holder(e);
  const std::uint32_t slot = task_for(e);
  if (thread != no_slot && now_.tasks[thread].running != no_slot &&
      now_.tasks[thread].running != slot) {
    ++now_.lost;
    unseat(thread, e);
  }
  if (is_over(now_.tasks[slot].state)) {
    return;  // a late word of a task that is gone
  }
  if (thread == no_slot && now_.tasks[slot].kind != thing_kind::thread) {
    ++now_.lost;  // no living thread said this: it cannot have run there
    return;
  }
  set_state(slot, task_state::running, e);
  if (now_.tasks[slot].kind != thing_kind::thread) {
    leave_thread(slot);
    now_.tasks.edit(slot).thread = e.thread;
    if (thread != no_slot) {
      now_.tasks.edit(thread).running = slot;
      host(thread);
    }
  }
  task_record& t = now_.tasks.edit(slot);
  t.on = e.ref;
  t.place = e.place != 0 ? e.place : t.place;
  set_phase(thread, loop_phase::runs);
}

task_state fold::waiting_state(const entry& e) const {
  switch (static_cast<wait_why>(e.sub)) {
    case wait_why::none:
      return task_state::fresh;
    case wait_why::yield:
      return task_state::ready;
    case wait_why::io:
    case wait_why::signal:
      return task_state::waits_io;
    case wait_why::sleep:
      return task_state::waits_timer;
    case wait_why::finished:
      return task_state::done;
    case wait_why::await:
      break;
    default:
      return task_state::waits_lock;
  }
  if (trace::space_of(e.ref) == id_space::descriptor) {
    return task_state::waits_io;
  }
  const thing_record* on = thing(e.process, e.ref);
  if (on == nullptr) {
    return task_state::waits_lock;
  }
  return on->kind == thing_kind::timer || on->what == trace::verb::arm
             ? task_state::waits_timer
         : on->kind == thing_kind::op ? task_state::waits_io
                                      : task_state::waits_lock;
}

void fold::take_stop(const entry& e) {
  note_holder(e);
  const std::uint32_t slot = task_for(e);
  const task_state to = waiting_state(e);
  if (is_over(now_.tasks[slot].state)) {
    return;
  }
  if (to == task_state::done) {
    retire(slot, e, trace::end_how::returned);
  } else {
    set_state(slot, to, e);
  }
  task_record& t = now_.tasks.edit(slot);
  t.why = static_cast<wait_why>(e.sub);
  t.on = e.ref;
  t.amount = e.arg;
  t.place = e.place != 0 ? e.place : t.place;
  t.in_line = to == task_state::ready ? ++now_.line : t.in_line;
  const std::uint32_t on = descriptors_.find(key(e.process, e.ref));
  if (on != slot_index::nothing && to == task_state::waits_io &&
      t.kind != thing_kind::thread) {
    now_.descriptors.edit(on).task = e.subject;
  }
}

void fold::take_wake(const entry& e) {
  const std::uint32_t slot = task_for(e);
  const task_state was = now_.tasks[slot].state;
  // A task that runs may be woken for its next step; it still runs. One that
  // is in line already keeps its place there.
  if (was == task_state::running || was == task_state::ready || is_over(was) ||
      now_.tasks[slot].kind == thing_kind::thread) {
    return;
  }
  set_state(slot, task_state::ready, e);
  task_record& t = now_.tasks.edit(slot);
  t.on = e.ref;
  t.in_line = ++now_.line;
  if (t.born == now_.position) {
    t.thread = e.thread;
  }
  const std::uint32_t by = descriptors_.find(key(e.process, e.ref));
  if (by != slot_index::nothing) {
    now_.descriptors.edit(by).task = e.subject;
  }
}

void fold::take_gate(const entry& e, std::uint32_t thread) {
  if (thread == no_slot) {
    return;
  }
  const bool held =
      static_cast<trace::gate_phase>(e.sub) == trace::gate_phase::held;
  task_record& t = now_.tasks.edit(thread);
  if (t.held != held) {
    t.held = held;
    process(e.process).held += held ? 1u : ~0u;
  }
  // The gate stands before the call: a loop sleeps from when it is let go, and
  // what it stood still at our gate is no sleep of its own.
  if (!held && t.polls != no_slot &&
      now_.loops[t.polls].phase == loop_phase::asleep) {
    now_.loops.edit(t.polls).asleep_since_ns = e.t_ns;
  }
}

void fold::take_gap(const entry& e, std::uint32_t thread) {
  now_.lost += e.arg > 0 ? static_cast<std::uint64_t>(e.arg) : 0;
  if (thread == no_slot) {
    return;
  }
  unseat(thread, e);
  set_phase(thread, loop_phase::none);
  if (now_.tasks[thread].held) {
    now_.tasks.edit(thread).held = false;
    --process(e.process).held;
  }
}

}  // namespace looplab::model
