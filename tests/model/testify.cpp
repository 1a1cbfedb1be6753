// SPDX-License-Identifier: BSL-1.0
//
// What can be said of each kind of entry, see witness.hpp.
#include <sstream>

#include "tests/model/witness.hpp"

namespace looplab::tests {

using trace::event_kind;
using trace::id_space;
using trace::thing_kind;
using trace::verb;
using trace::wait_why;

namespace {

bool is_descriptor(trace::id thing) {
  return trace::space_of(thing) == id_space::descriptor;
}

bool is_over(const model::task& t) {
  return t.state == model::task_state::done ||
         t.state == model::task_state::failed;
}

std::string in_hexadecimal(std::int64_t token) {
  std::ostringstream text;
  text << std::hex << token;
  return text.str();
}

}  // namespace

void witness::tell_life(const entry& e, testimony& t) const {
  const std::string text(events_.text(e.text));
  t.cast = {e.subject};
  t.must = {e.subject};
  t.first = {e.subject};
  if (e.kind == event_kind::end) {
    t.texts = {text, events_.processes()[e.process].name};
    return;
  }
  const auto kind = static_cast<thing_kind>(e.sub);
  if (kind == thing_kind::descriptor) {
    t.texts = {text};
  }
  if (kind == thing_kind::descriptor && e.ref != 0) {
    t.cast.insert(e.ref);
    t.must.push_back(e.ref);
  } else if (!is_task(kind)) {
    t.cast.insert(runner(e));
    t.first = {runner(e)};
  }
}

void witness::tell_stop(const entry& e, testimony& t) const {
  const auto why = static_cast<wait_why>(e.sub);
  const model::task* was = before(e);
  t.must = {e.subject};
  t.first = {e.subject};
  t.cast = {e.subject};
  t.next = {first_in_line(e)};
  if (why == wait_why::sleep) {
    t.spans_ns = {e.arg};
  } else if (why != wait_why::none && why != wait_why::yield &&
             why != wait_why::idle && why != wait_why::finished &&
             why != wait_why::signal) {
    t.cast.insert(e.ref);
    const bool seen = after_->find_task(e.process, e.subject) != nullptr;
    const bool late = was != nullptr && is_over(*was);
    t.must.push_back(seen && !late ? e.ref : 0);
  }
  if (why == wait_why::lock) {
    t.cast.insert(found(holders_, key{e.process, e.ref}));
  }
}

void witness::tell_run(const entry& e, testimony& t) const {
  t.cast = {e.subject, e.ref};
  t.must = {e.subject};
  const model::task* is = after_->find_task(e.process, e.subject);
  if (!is_thread(e.subject) && is->since_ns == e.t_ns &&
      is->state == model::task_state::running) {
    t.must.push_back(e.ref);
  }
  t.in_line = static_cast<std::int64_t>(line(e).size());
  t.aside = {first_in_line(e)};
  const model::task* was = before(e);
  if (was != nullptr && !is_over(*was)) {
    t.spans_ns = {e.t_ns - was->since_ns};
  } else {
    // The thread of a loop has no lane; its wait began when it was heard of.
    for (const std::int64_t ns : found(heard_, key{e.process, e.subject})) {
      t.spans_ns.push_back(e.t_ns - ns);
    }
  }
}

void witness::tell_wake(const entry& e, testimony& t) const {
  t.must = {e.subject};
  if (is_thread(e.subject)) {
    t.cast = {runner(e), e.subject};
    t.first = {runner(e)};
    return;
  }
  const model::task* is = after_->find_task(e.process, e.subject);
  const bool runs = is->state == model::task_state::running || is_over(*is);
  t.cast = {e.subject};
  t.first = {e.subject};
  if (!runs && e.ref != 0) {
    t.cast.insert(e.ref);
    t.must = {e.ref, e.subject};
    t.first = {e.ref};
  }
  t.in_line = static_cast<std::int64_t>(line(e).size());
  t.next = {first_in_line(e)};
}

void witness::tell_timer(const entry& e, testimony& t) const {
  const bool begins = e.kind == event_kind::start;
  t.cast = {e.subject, found(owners_, key{e.process, e.subject})};
  for (const model::timer& one : (begins ? after_ : before_)->timers) {
    if (one.self == e.subject && one.process == e.process && one.task != 0) {
      t.cast = {one.task};
    }
  }
  t.first = t.cast;
  t.next = t.cast;
  if (begins) {
    t.spans_ns = {e.arg - e.t_ns};
  } else if (e.arg < 0) {
    t.error = static_cast<int>(-e.arg);
  } else if (const auto due = found(due_, key{e.process, e.subject});
             due != 0 && due < e.t_ns) {
    t.spans_ns = {e.t_ns - due};
  }
}

void witness::tell_operation(const entry& e, testimony& t) const {
  if (static_cast<verb>(e.sub) == verb::arm) {
    return tell_timer(e, t);
  }
  t.must = {e.subject};
  if (e.kind == event_kind::start) {
    t.cast = {runner(e), e.subject, e.ref};
    t.must.push_back(e.ref);
    t.first = {runner(e)};
    return;
  }
  const id owner = found(owners_, key{e.process, e.subject});
  t.cast = {e.subject, is_descriptor(owner) ? owner : 0};
  t.first = {e.subject};
  t.error = e.arg < 0 ? static_cast<int>(-e.arg) : 0;
  t.numbers = {e.arg};
  t.number_must = e.arg >= 0;
}

void witness::tell_act(const entry& e, testimony& t) const {
  const auto what = static_cast<verb>(e.sub);
  t.must = {e.subject};
  if (what == verb::token) {
    t.token = in_hexadecimal(e.arg);
    t.cast = {e.subject};
    return;
  }
  t.cast = {runner(e), e.subject};
  t.first = {runner(e)};
  t.next = {runner(e)};
  if (what == verb::interest) {
    t.cast.insert(e.ref);
    t.must = {e.ref, e.subject};
    return;
  }
  if (e.arg < 0 && what != verb::notify) {
    t.error = static_cast<int>(-e.arg);
  } else if (what == verb::accept) {
    t.cast.insert(trace::descriptor_id(static_cast<int>(e.arg)));
    t.must.push_back(trace::descriptor_id(static_cast<int>(e.arg)));
  } else if (what == verb::arm) {
    t.spans_ns = {e.arg};
  } else {
    t.numbers = {e.arg};
    t.number_must =
        e.arg > 0 && is_descriptor(e.subject) &&
        (what == verb::read || what == verb::write || what == verb::send ||
         what == verb::receive || what == verb::copy);
  }
}

void witness::tell_poll(const entry& e, testimony& t) const {
  t.cast = {e.thread, e.subject};
  t.first = {e.thread};
  if (static_cast<trace::poll_phase>(e.sub) == trace::poll_phase::begin) {
    t.spans_ns = {e.arg * 1'000'000};
    return;
  }
  t.turn = found(turns_, key{e.process, e.subject});
  t.spans_ns = slept_ns_;
  t.error = e.arg < 0 ? static_cast<int>(-e.arg) : 0;
  t.numbers = {e.arg};
  t.number_must = e.arg > 0;
}

void witness::tell_ready(const entry& e, testimony& t) const {
  id which = e.subject;
  for (const model::descriptor& d : after_->descriptors) {
    if (which == 0 && d.process == e.process && d.open &&
        d.token == static_cast<std::uint64_t>(e.arg)) {
      which = d.self;
    }
  }
  t.token = e.subject == 0 ? in_hexadecimal(e.arg) : "";
  t.cast = {which};
  t.must = {e.subject};
  if (const auto* d = after_->find_descriptor(e.process, which)) {
    t.next = {d->task};
  }
}

void witness::tell_words(const entry& e, testimony& t) const {
  t.cast = {e.subject};
  t.must = {e.subject};
  t.texts = {std::string(events_.text(e.text))};
  if (e.kind == event_kind::value) {
    t.numbers = {e.arg};
    t.number_must = true;
  } else if (static_cast<trace::note_kind>(e.sub) == trace::note_kind::name &&
             (e.subject == e.thread || e.subject == runner(e))) {
    t.must.clear();  // "this thread", "this task"
  }
}

}  // namespace looplab::tests
