// SPDX-License-Identifier: BSL-1.0
//
// Descriptors: opened, watched, reported ready, acted upon, closed, and their
// numbers given away again. A descriptor's lane says only what was seen: it
// waits while a loop watches it, is ready from the loop's report until
// somebody acts on it, and runs while a loop's thread has last acted on it.
#include <algorithm>

#include "visualizer/model/fold.hpp"

namespace looplab::model {

using trace::id_space;
using trace::thing_kind;
using trace::verb;

namespace {

/// The readiness that an act uses up, or would find out to be gone.
std::uint8_t used_by(verb what) {
  switch (what) {
    case verb::read:
    case verb::receive:
    case verb::accept:
      return trace::readable;
    case verb::write:
    case verb::send:
    case verb::connect:
      return trace::writable;
    case verb::close:
      return trace::readable | trace::writable | trace::failed;
    default:
      return 0;
  }
}

/// Book-keeping about a descriptor, not work on what it carries.
bool only_arranges(verb what) {
  return what == verb::interest || what == verb::token || what == verb::flags ||
         what == verb::arm || what == verb::none;
}

}  // namespace

std::uint32_t fold::new_descriptor(std::uint16_t of, id self,
                                   std::uint32_t born) {
  const auto slot =
      static_cast<std::uint32_t>(now_.descriptors.take(free_descriptors_));
  descriptor_record& d = now_.descriptors.edit(slot);
  d.self = self;
  d.process = of;
  d.born = born;
  descriptors_.put(key(of, self), slot);
  note(key(of, self), change_index::only(d.state));
  return slot;
}

std::uint32_t fold::descriptor_for(const entry& e, id self) {
  const std::uint32_t slot = descriptors_.find(key(e.process, self));
  // What is said of a closed number is said of its next bearer, whose opening
  // was not seen.
  if (slot != slot_index::nothing && now_.descriptors[slot].open) {
    return slot;
  }
  const std::uint32_t fresh = new_descriptor(
      e.process, self, static_cast<std::uint32_t>(now_.position));
  now_.descriptors.edit(fresh).since_ns = e.t_ns;
  return fresh;
}

void fold::set_lane(std::uint32_t slot, task_state to, std::int64_t t_ns) {
  descriptor_record& d = now_.descriptors.edit(slot);
  if (d.state == to) {
    return;
  }
  if (d.state == task_state::ready) {
    reported_.erase(std::find(reported_.begin(), reported_.end(), slot));
  }
  if (to == task_state::ready) {
    reported_.push_back(slot);
  }
  d.state = to;
  d.since_ns = t_ns;
  touched_.push_back({true, slot});
  note(key(d.process, d.self), change_index::only(to));
}

task_state fold::idle_lane(const descriptor_record& d) const {
  return !d.open           ? task_state::done
         : d.interest != 0 ? task_state::waits_io
                           : task_state::fresh;
}

/// The thread turns to something else: the descriptor it acted on no longer
/// runs.
void fold::let_go(std::uint32_t thread, const entry& e) {
  if (thread == no_slot || now_.tasks[thread].touching == no_slot) {
    return;
  }
  const std::uint32_t slot = now_.tasks[thread].touching;
  const bool same = e.kind == trace::event_kind::act &&
                    descriptors_.find(key(e.process, e.subject)) == slot;
  if (same || e.kind == trace::event_kind::gate ||
      e.kind == trace::event_kind::value || e.kind == trace::event_kind::note) {
    return;
  }
  release_touched(thread, e);
}

void fold::release_touched(std::uint32_t thread, const entry& e) {
  const std::uint32_t slot = now_.tasks[thread].touching;
  if (slot == no_slot) {
    return;
  }
  now_.tasks.edit(thread).touching = no_slot;
  const descriptor_record& d = now_.descriptors[slot];
  if (d.state == task_state::running) {
    set_lane(slot, idle_lane(d), e.t_ns);
  }
}

void fold::close_descriptor(std::uint32_t slot, const entry& e) {
  descriptor_record& d = now_.descriptors.edit(slot);
  forget_token(slot);
  d.open = false;
  d.interest = 0;
  d.ready = 0;
  d.task = 0;
  d.ended = static_cast<std::uint32_t>(now_.position);
  set_lane(slot, task_state::done, e.t_ns);
  closed_.push_back(slot);
  if (closed_.size() > kept_done) {
    const std::uint32_t oldest = closed_.front();
    closed_.pop_front();
    descriptor_record& gone = now_.descriptors.edit(oldest);
    descriptors_.forget(key(gone.process, gone.self), oldest);
    note_forgotten(key(gone.process, gone.self));
    const std::uint32_t toucher = tasks_.find(key(gone.process, gone.thread));
    if (toucher != slot_index::nothing &&
        now_.tasks[toucher].touching == oldest) {
      now_.tasks.edit(toucher).touching = no_slot;
    }
    gone = descriptor_record{};
    free_descriptors_.push_back(oldest);
  }
}

void fold::take_act(const entry& e, std::uint32_t thread) {
  if (trace::space_of(e.subject) == id_space::descriptor) {
    act_on_descriptor(e, descriptor_for(e, e.subject), thread);
  } else {
    act_on_thing(e);
  }
  const auto what = static_cast<verb>(e.sub);
  const loop_record* loop = loop_of_thread(e.process, e.thread);
  if (loop != nullptr && loop->phase != loop_phase::asleep &&
      !only_arranges(what) && what != verb::cancel) {
    set_phase(thread, loop_phase::runs);
  }
}

void fold::act_on_descriptor(const entry& e, std::uint32_t slot,
                             std::uint32_t thread) {
  const auto what = static_cast<verb>(e.sub);
  if (what == verb::token) {
    return give_token(slot, e.ref, static_cast<std::uint64_t>(e.arg));
  }
  descriptor_record& d = now_.descriptors.edit(slot);
  d.place = e.place != 0 ? e.place : d.place;
  if (what == verb::interest) {
    watch(slot, e.ref, static_cast<std::uint32_t>(e.arg));
    if (d.state != task_state::running && d.state != task_state::ready) {
      set_lane(slot, idle_lane(d), e.t_ns);
    }
    return;
  }
  if (what == verb::close && e.arg >= 0) {
    return close_descriptor(slot, e);
  }
  if (only_arranges(what)) {
    return;
  }
  d.ready &= static_cast<std::uint8_t>(~used_by(what));
  // Only a loop's thread lends its running to a descriptor: a thread that
  // has a lane of its own runs there.
  const bool lends = thread != no_slot && now_.tasks[thread].hosts &&
                     now_.tasks[thread].running == no_slot && d.lane;
  const std::uint32_t other = tasks_.find(key(e.process, d.thread));
  if (other != slot_index::nothing && other != thread &&
      now_.tasks[other].touching == slot) {
    now_.tasks.edit(other).touching = no_slot;
  }
  if (lends) {
    d.thread = e.thread;
    now_.tasks.edit(thread).touching = slot;
    set_lane(slot, task_state::running, e.t_ns);
  } else if (d.state == task_state::ready || d.state == task_state::running) {
    set_lane(slot, idle_lane(d), e.t_ns);
  }
}

void fold::act_on_thing(const entry& e) {
  const std::uint32_t slot = things_.find(key(e.process, e.subject));
  const auto what = static_cast<verb>(e.sub);
  if (slot == slot_index::nothing && what != verb::lock) {
    return;
  }
  const std::uint32_t known = slot == slot_index::nothing
                                  ? thing_for(e, e.subject, thing_kind::mutex)
                                  : slot;
  thing_record& t = now_.things.edit(known);
  switch (what) {
    case verb::lock:
      t.holder = e.arg < 0 ? t.holder : e.ref != 0 ? e.ref : e.thread;
      return;
    case verb::unlock:
      t.holder = 0;
      return;
    case verb::send:
    case verb::notify:
      t.giver = runs_on(e);
      return;
    case verb::receive:
      t.taker = runs_on(e);
      return;
    default:
      return;
  }
}

}  // namespace looplab::model
