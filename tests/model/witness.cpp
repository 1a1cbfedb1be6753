// SPDX-License-Identifier: BSL-1.0
//
// What is learned from each entry, see witness.hpp; what can be said of it then
// is in testify.cpp.
#include "tests/model/witness.hpp"

#include <algorithm>

namespace looplab::tests {

using trace::event_kind;
using trace::thing_kind;
using trace::verb;
using trace::wait_why;

std::vector<std::string> witness::names_of(std::uint16_t process,
                                           id thing) const {
  const key who{process, thing};
  std::vector<std::string> names{found(names_, who)};
  // A task that ended long ago is forgotten, and an elder of that id is not.
  if (after_->find_task(process, thing) == nullptr) {
    names.push_back(found(former_, who));
  }
  return names;
}

/// The task that the entry's thread runs, else the thread.
witness::id witness::runner(const entry& e) const {
  for (const model::task& t : after_->tasks) {
    if (t.kind != thing_kind::thread && t.kind != thing_kind::descriptor &&
        t.state == model::task_state::running && t.thread == e.thread &&
        t.process == e.process) {
      return t.self;
    }
  }
  return e.thread;
}

/// Who is ready on the entry's thread, and since when.
std::vector<std::pair<std::int64_t, witness::id>> witness::line(
    const entry& e) const {
  const id loop = found(polls_, key{e.process, e.thread});
  std::vector<std::pair<std::int64_t, id>> ready;
  for (const model::task& t : after_->tasks) {
    const bool here = t.kind == thing_kind::descriptor
                          ? loop != 0 && t.on == loop
                          : t.thread == e.thread;
    if (here && t.state == model::task_state::ready && t.process == e.process) {
      ready.emplace_back(t.since_ns, t.self);
    }
  }
  std::sort(ready.begin(), ready.end());
  return ready;
}

witness::id witness::first_in_line(const entry& e) const {
  const auto ready = line(e);
  return ready.empty() ? 0 : ready.front().second;
}

const model::task* witness::before(const entry& e) const {
  return before_->find_task(e.process, e.subject);
}

void witness::learn_wait(const entry& e) {
  const key lock{e.process, e.ref};
  const key who{e.process, e.subject};
  if (e.kind == event_kind::stop) {
    waits_for_lock_.erase(who);
    if (static_cast<wait_why>(e.sub) == wait_why::lock && e.arg != 0) {
      holders_[lock] = e.arg > 0 ? static_cast<id>(e.arg) : 0;
      waits_for_lock_[who] = e.ref;
    }
  } else if (found(waits_for_lock_, who) == e.ref && e.ref != 0) {
    holders_[lock] = e.subject;
    waits_for_lock_.erase(who);
  }
}

void witness::learn_poll(const entry& e) {
  const key loop{e.process, e.subject};
  polls_[{e.process, e.thread}] = e.subject;
  slept_ns_.clear();
  if (static_cast<trace::poll_phase>(e.sub) == trace::poll_phase::begin) {
    asleep_since_[loop] = {e.t_ns};
    return;
  }
  ++turns_[loop];
  for (const std::int64_t ns : found(asleep_since_, loop)) {
    slept_ns_.push_back(e.t_ns - ns);
  }
  asleep_since_.erase(loop);
}

void witness::learn(const entry& e) {
  const key who{e.process, e.subject};
  const std::string text(events_.text(e.text));
  switch (e.kind) {
    case event_kind::create:
      if (!text.empty() || !is_thread(e.subject)) {
        former_[who] = names_[who].empty() ? former_[who] : names_[who];
        names_[who] = text;
      }
      if (!is_task(static_cast<thing_kind>(e.sub))) {
        owners_[who] = e.ref;
      }
      return;
    case event_kind::note:
      if (static_cast<trace::note_kind>(e.sub) == trace::note_kind::name) {
        names_[who] = text;
      }
      return;
    case event_kind::start: {
      const bool own = after_->find_task(e.process, e.subject) != nullptr;
      owners_[who] = own ? e.subject : e.ref != 0 ? e.ref : owners_[who];
      due_[who] = static_cast<verb>(e.sub) == verb::arm ? e.arg : 0;
      names_[who] = text.empty() ? names_[who] : text;
      return;
    }
    case event_kind::run:
    case event_kind::stop:
      return learn_wait(e);
    case event_kind::act:
      if (static_cast<verb>(e.sub) == verb::lock && e.arg >= 0) {
        holders_[who] = e.ref != 0 ? e.ref : e.thread;
      } else if (static_cast<verb>(e.sub) == verb::unlock) {
        holders_.erase(who);
      }
      return;
    case event_kind::poll:
      return learn_poll(e);
    case event_kind::gate:  // a loop sleeps from when it is let go
      if (const id loop = found(polls_, key{e.process, e.thread});
          loop != 0 && static_cast<trace::gate_phase>(e.sub) ==
                           trace::gate_phase::released) {
        asleep_since_[{e.process, loop}].push_back(e.t_ns);
      }
      return;
    default:
      return;
  }
}

testimony witness::hear(std::size_t n, const model::state& before,
                        const model::state& after) {
  before_ = &before;
  after_ = &after;
  const entry e = events_[n - 1];
  learn(e);
  heard_[{e.process, e.thread}].push_back(e.t_ns);
  heard_[{e.process, e.subject}].push_back(e.t_ns);
  testimony t;
  switch (e.kind) {
    case event_kind::gap:
      t.cast = {e.thread};
      t.must = {e.thread};
      t.numbers = {e.arg};
      t.number_must = true;
      break;
    case event_kind::gate:
      t.cast = {runner(e)};
      t.first = {runner(e)};
      break;
    case event_kind::create:
    case event_kind::end:
      tell_life(e, t);
      break;
    case event_kind::run:
      tell_run(e, t);
      break;
    case event_kind::stop:
      tell_stop(e, t);
      break;
    case event_kind::wake:
      tell_wake(e, t);
      break;
    case event_kind::start:
    case event_kind::done:
      tell_operation(e, t);
      break;
    case event_kind::act:
      tell_act(e, t);
      break;
    case event_kind::poll:
      tell_poll(e, t);
      break;
    case event_kind::ready:
      tell_ready(e, t);
      break;
    case event_kind::value:
    case event_kind::note:
      tell_words(e, t);
      break;
  }
  return t;
}

}  // namespace looplab::tests
