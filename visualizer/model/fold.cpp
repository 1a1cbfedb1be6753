// SPDX-License-Identifier: BSL-1.0
//
// The fold's frame: one entry at a time, samples in between, and how it goes
// on from a snapshot. What each kind of event means is in fold_tasks.cpp,
// fold_descriptors.cpp and fold_loops.cpp.
#include "visualizer/model/fold.hpp"

#include <algorithm>

namespace looplab::model {

using trace::event_kind;

fold::fold(const trace::log& events) : events_(events) {}

fold::fold(const trace::log& events, const facts& from) : events_(events) {
  restart(from);
}

namespace {

template <class Record>
const Record* look(const pool<Record>& in, const slot_index& by,
                   std::uint64_t key) {
  const std::uint32_t slot = by.find(key);
  return slot == slot_index::nothing ? nullptr : &in[slot];
}

/// Slots by the entry in which their bearer ended, the first one first; of
/// those that one entry ended, as end_process() takes them.
template <class Record>
void by_end(std::deque<std::uint32_t>& slots, const pool<Record>& in) {
  std::sort(slots.begin(), slots.end(), [&](auto a, auto b) {
    return in[a].ended != in[b].ended ? in[a].ended < in[b].ended
                                      : is_elder(in[a], in[b]);
  });
}

/// Two bearers of one id may be known, one of them ended: the later one wins.
template <class Record>
void index_newest(slot_index& by, std::uint64_t key, std::uint32_t slot,
                  const pool<Record>& in) {
  const std::uint32_t other = by.find(key);
  if (other == slot_index::nothing || in[other].born <= in[slot].born) {
    by.put(key, slot);
  }
}

bool needs_subject(event_kind kind) {
  return kind != event_kind::gap && kind != event_kind::ready &&
         kind != event_kind::gate;
}

}  // namespace

const task_record* fold::task(std::uint16_t process, id self) const {
  return look(now_.tasks, tasks_, key(process, self));
}

const descriptor_record* fold::descriptor(std::uint16_t process,
                                          id self) const {
  return look(now_.descriptors, descriptors_, key(process, self));
}

const thing_record* fold::thing(std::uint16_t process, id self) const {
  return look(now_.things, things_, key(process, self));
}

const loop_record* fold::loop(std::uint16_t process, id self) const {
  return look(now_.loops, loops_, key(process, self));
}

const loop_record* fold::loop_of_thread(std::uint16_t process,
                                        id thread) const {
  const task_record* t = task(process, thread);
  return t == nullptr || t->polls == no_slot ? nullptr : &now_.loops[t->polls];
}

void fold::advance_to(std::size_t cursor) {
  take_samples(now_.position);
  while (now_.position < cursor) {
    take(events_[now_.position]);
    ++now_.position;
    take_samples(now_.position);
  }
}

void fold::take(const entry& e) {
  touched_.clear();
  now_.t_ns = e.t_ns;
  know_process(e.process);
  const std::uint32_t thread = thread_of(e);
  let_go(thread, e);
  if (e.subject == 0 && needs_subject(e.kind)) {
    return;  // 0 is no thing: its create was lost, or the log is damaged
  }
  switch (e.kind) {
    case event_kind::gap:
      return take_gap(e, thread);
    case event_kind::create:
      return take_create(e);
    case event_kind::end:
      return take_end(e);
    case event_kind::run:
      return take_run(e, thread);
    case event_kind::stop:
      take_stop(e);
      return after_stop(e, thread);
    case event_kind::wake:
      return take_wake(e);
    case event_kind::start:
      return take_start(e);
    case event_kind::done:
      return take_done(e, thread);
    case event_kind::act:
      return take_act(e, thread);
    case event_kind::poll:
      return take_poll(e, thread);
    case event_kind::ready:
      return take_ready(e);
    case event_kind::note:
      return take_name(e);
    case event_kind::gate:
      return take_gate(e, thread);
    case event_kind::value:
      return;
  }
}

void fold::take_samples(std::size_t upto) {
  const auto& samples = events_.samples();
  const std::size_t gone = events_.samples_gone();
  now_.samples = std::max(now_.samples, gone);
  while (now_.samples - gone < samples.size() &&
         samples[now_.samples - gone].after <= upto) {
    const trace::sample& s = samples[now_.samples++ - gone];
    know_process(s.process);  // a sample may come before any entry
    for (const trace::watch_sample& row : s.watches) {
      take_watch(s.process, row);
    }
  }
}

void fold::know_process(std::uint16_t index) {
  if (index >= now_.processes.size()) {
    now_.processes.resize(index + std::size_t{1});
    leave_shown_loop();
  }
}

process_record& fold::process(std::uint16_t index) {
  return now_.processes[index];
}

void fold::restart(const facts& from) {
  now_ = from;
  touched_.clear();
  tasks_ = slot_index(now_.tasks.size());
  descriptors_ = slot_index(now_.descriptors.size());
  tokens_ = slot_index(now_.descriptors.size());
  things_ = slot_index(now_.things.size());
  loops_ = slot_index(now_.loops.size());
  free_tasks_.clear();
  free_descriptors_.clear();
  free_things_.clear();
  done_tasks_.clear();
  closed_.clear();
  spent_.clear();
  reported_.clear();
  ready_tasks_ = 0;
  rebuild();
}

void fold::rebuild() {
  rebuild_tasks();
  rebuild_descriptors();
  rebuild_things();
  for (std::uint32_t i = 0; i < now_.loops.size(); ++i) {
    loops_.put(key(now_.loops[i].process, now_.loops[i].self), i);
  }
}

void fold::rebuild_tasks() {
  for (std::uint32_t i = 0; i < now_.tasks.size(); ++i) {
    const task_record& t = now_.tasks[i];
    if (t.self == 0) {
      free_tasks_.push_back(i);
      continue;
    }
    index_newest(tasks_, key(t.process, t.self), i, now_.tasks);
    ready_tasks_ += t.state == task_state::ready ? 1 : 0;
    if (is_over(t.state)) {
      done_tasks_.push_back(i);
    }
  }
  by_end(done_tasks_, now_.tasks);
}

void fold::rebuild_descriptors() {
  for (std::uint32_t i = 0; i < now_.descriptors.size(); ++i) {
    const descriptor_record& d = now_.descriptors[i];
    if (d.self == 0) {
      free_descriptors_.push_back(i);
      continue;
    }
    index_newest(descriptors_, key(d.process, d.self), i, now_.descriptors);
    if (!d.open) {
      closed_.push_back(i);
    } else if (d.token_known) {
      give_token(i, d.loop, d.token);
    }
    if (d.state == task_state::ready) {
      reported_.push_back(i);
    }
  }
  by_end(closed_, now_.descriptors);
}

void fold::rebuild_things() {
  for (std::uint32_t i = 0; i < now_.things.size(); ++i) {
    const thing_record& t = now_.things[i];
    if (t.self == 0) {
      free_things_.push_back(i);
      continue;
    }
    index_newest(things_, key(t.process, t.self), i, now_.things);
    if (t.spent) {
      spent_.push_back(i);
    }
  }
  by_end(spent_, now_.things);
}

}  // namespace looplab::model
