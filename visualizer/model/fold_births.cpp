// SPDX-License-Identifier: BSL-1.0
//
// Births, names and ends. What has ended stays for a while, so that it can be
// seen to have ended; then its slot is given away.
#include <algorithm>
#include <vector>

#include "visualizer/model/fold.hpp"

namespace looplab::model {

using trace::end_how;
using trace::id_space;
using trace::thing_kind;

std::uint32_t fold::new_task(const entry& e, id self, thing_kind kind) {
  // How an id was made says better than a damaged event what it is of.
  if (trace::space_of(self) == id_space::thread) {
    kind = thing_kind::thread;
  } else if (kind == thing_kind::thread) {
    kind = thing_kind::task;
  }
  const std::uint32_t old = tasks_.find(key(e.process, self));
  if (old != slot_index::nothing && !is_over(now_.tasks[old].state)) {
    // Its id has been given away again, so it has ended, and that was lost.
    ++now_.lost;
    retire(old, e, end_how::returned);
  }
  if (old != slot_index::nothing) {
    unseat(old, e);
    release_touched(old, e);
  }
  const auto slot = static_cast<std::uint32_t>(now_.tasks.take(free_tasks_));
  task_record& t = now_.tasks.edit(slot);
  t.self = self;
  t.process = e.process;
  t.kind = kind;
  t.born = static_cast<std::uint32_t>(now_.position);
  t.since_ns = e.t_ns;
  t.place = e.place;
  t.thread = kind == thing_kind::thread ? self : e.thread;
  tasks_.put(key(e.process, self), slot);
  touched_.push_back({false, slot});
  note(key(e.process, self), change_index::only(t.state));
  if (kind != thing_kind::thread) {
    process(e.process).has_tasks = true;
  }
  return slot;
}

void fold::take_create(const entry& e) {
  const auto kind = static_cast<thing_kind>(e.sub);
  switch (kind) {
    case thing_kind::thread:
    case thing_kind::task:
    case thing_kind::callback: {
      std::uint32_t slot = tasks_.find(key(e.process, e.subject));
      // A thread is known from the moment it first says anything, which may be
      // its own create event.
      const bool known = slot != slot_index::nothing &&
                         trace::space_of(e.subject) == id_space::thread &&
                         !is_over(now_.tasks[slot].state);
      if (!known) {
        slot = new_task(e, e.subject, kind);
      }
      task_record& t = now_.tasks.edit(slot);
      t.parent = e.ref;
      t.name = e.text != 0 ? e.text : t.name;
      return;
    }
    case thing_kind::descriptor: {
      const std::uint32_t old = descriptors_.find(key(e.process, e.subject));
      if (old != slot_index::nothing && now_.descriptors[old].open) {
        close_descriptor(old, e);
      }
      const std::uint32_t slot = new_descriptor(
          e.process, e.subject, static_cast<std::uint32_t>(now_.position));
      descriptor_record& d = now_.descriptors.edit(slot);
      d.what = e.text;
      d.parent = e.ref;
      d.place = e.place;
      d.since_ns = e.t_ns;
      return;
    }
    default: {
      const std::uint32_t slot = thing_for(e, e.subject, kind);
      thing_record& t = now_.things.edit(slot);
      t.kind = kind;
      t.name = e.text;
      t.owner = e.ref;
      t.meets = kind == thing_kind::channel && e.arg < 0;
      return;
    }
  }
}

void fold::take_end(const entry& e) {
  if (trace::space_of(e.subject) == id_space::descriptor) {
    const std::uint32_t slot = descriptors_.find(key(e.process, e.subject));
    if (slot != slot_index::nothing && now_.descriptors[slot].open) {
      close_descriptor(slot, e);
    }
    return;
  }
  if (trace::space_of(e.subject) == id_space::process) {
    return end_process(e);
  }
  // A task may be its own timer: both end.
  const std::uint32_t thing = things_.find(key(e.process, e.subject));
  if (thing != slot_index::nothing) {
    spend(thing);
  }
  const std::uint32_t slot = tasks_.find(key(e.process, e.subject));
  if (slot != slot_index::nothing) {
    now_.tasks.edit(slot).place = e.place;
    retire(slot, e, static_cast<end_how>(e.sub));
  }
}

namespace {

/// Those of a process that still live, the eldest first.
template <class Record, class Lives>
std::vector<std::uint32_t> slots_of(const pool<Record>& in,
                                    std::uint16_t process, Lives lives) {
  std::vector<std::uint32_t> slots;
  for (std::uint32_t i = 0; i < in.size(); ++i) {
    if (in[i].self != 0 && in[i].process == process && lives(in[i])) {
      slots.push_back(i);
    }
  }
  std::sort(slots.begin(), slots.end(),
            [&](auto a, auto b) { return is_elder(in[a], in[b]); });
  return slots;
}

}  // namespace

/// With a process ends all that lived in it. None of it could say so itself:
/// `_exit`, a signal and exec run no code of the program any more.
void fold::end_process(const entry& e) {
  for (const std::uint32_t slot :
       slots_of(now_.tasks, e.process,
                [](const task_record& t) { return !is_over(t.state); })) {
    retire(slot, e, end_how::returned);
  }
  for (const std::uint32_t slot :
       slots_of(now_.descriptors, e.process,
                [](const descriptor_record& d) { return d.open; })) {
    close_descriptor(slot, e);
  }
  for (const std::uint32_t slot :
       slots_of(now_.things, e.process,
                [](const thing_record& t) { return !t.spent; })) {
    spend(slot);
  }
  for (std::uint32_t i = 0; i < now_.loops.size(); ++i) {
    if (now_.loops[i].process == e.process) {
      now_.loops.edit(i).phase = loop_phase::none;
    }
  }
  process(e.process).over = true;
  leave_shown_loop();
}

void fold::retire(std::uint32_t slot, const entry& e, end_how how) {
  const bool was_over = is_over(now_.tasks[slot].state);
  const bool bad = how == end_how::threw || how == end_how::abandoned;
  if (now_.tasks[slot].kind == thing_kind::thread) {
    unseat(slot, e);
    release_touched(slot, e);
    if (now_.tasks[slot].held) {
      now_.tasks.edit(slot).held = false;
      --process(e.process).held;
    }
  }
  set_state(slot, bad ? task_state::failed : task_state::done, e);
  if (was_over) {
    return;
  }
  now_.tasks.edit(slot).ended = static_cast<std::uint32_t>(now_.position);
  done_tasks_.push_back(slot);
  if (done_tasks_.size() > kept_done) {
    const std::uint32_t oldest = done_tasks_.front();
    done_tasks_.pop_front();
    unseat(oldest, e);
    release_touched(oldest, e);
    task_record& gone = now_.tasks.edit(oldest);
    tasks_.forget(key(gone.process, gone.self), oldest);
    note_forgotten(key(gone.process, gone.self));
    gone = task_record{};
    free_tasks_.push_back(oldest);
  }
}

void fold::take_name(const entry& e) {
  if (static_cast<trace::note_kind>(e.sub) != trace::note_kind::name) {
    return;
  }
  if (trace::space_of(e.subject) == id_space::descriptor) {
    now_.descriptors.edit(descriptor_for(e, e.subject)).name = e.text;
    return;
  }
  const std::uint32_t task = tasks_.find(key(e.process, e.subject));
  if (task != slot_index::nothing) {
    now_.tasks.edit(task).name = e.text;
    return;
  }
  if (trace::space_of(e.subject) == id_space::thread) {
    now_.tasks.edit(task_for(e)).name = e.text;
    return;
  }
  const std::uint32_t slot = thing_for(e, e.subject, thing_kind::none);
  now_.things.edit(slot).name = e.text;
}

}  // namespace looplab::model
