// SPDX-License-Identifier: BSL-1.0
//
// See lane_tracks.hpp. A slice begins where its words change, so that what the
// screen shows as one stretch is one slice.
#include "visualizer/export/lane_tracks.hpp"

#include <utility>

namespace looplab::exporting {

namespace {

using trace::entry;
using trace::event_kind;

bool is_cause(const entry& e) {
  return e.kind == event_kind::create || e.kind == event_kind::wake ||
         e.kind == event_kind::run || e.kind == event_kind::ready;
}

/// Whether the entry is about a task, which makes its process one that tells of
/// tasks.
bool tells_of_a_task(const entry& e) {
  const auto kind = static_cast<trace::thing_kind>(e.sub);
  return (e.kind == event_kind::create &&
          (kind == trace::thing_kind::task ||
           kind == trace::thing_kind::callback)) ||
         ((e.kind == event_kind::run || e.kind == event_kind::stop ||
           e.kind == event_kind::wake) &&
          e.subject != 0 &&
          trace::space_of(e.subject) != trace::id_space::thread);
}

}  // namespace

lane_tracks::lane_tracks(const model::fold& now, trace_event_writer& out)
    : fold_(now), out_(out), tracks_(out), loops_(now, out, tracks_) {
  const trace::log& events = now.events();
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (tells_of_a_task(events[i])) {
      tells_tasks_.insert(events[i].process);
    }
  }
}

std::uint32_t lane_tracks::pid(std::uint16_t process) const {
  const auto& all = fold_.events().processes();
  return process < all.size() ? all[process].pid : 0;
}

std::optional<track> lane_tracks::actor_of(const entry& e) const {
  const model::task_record* thread = fold_.task(e.process, e.thread);
  if (thread == nullptr) {
    return std::nullopt;
  }
  const auto lane_of = [&](model::id self) {
    const auto at = lanes_.find(key_of(e.process, self));
    return at == lanes_.end() ? std::nullopt : std::optional(at->second.where);
  };
  if (thread->running != model::no_slot) {
    return lane_of(fold_.now().tasks[thread->running].self);
  }
  const std::optional<track> turn = loops_.turn_of(e);
  return turn ? turn : lane_of(e.thread);
}

void lane_tracks::take(const entry& e, std::size_t index) {
  loops_.take(e);
  for (const model::lane_slot slot : fold_.touched()) {
    update(slice_of(fold_, slot), index);
  }
  // A thread changes with the task that runs on it and with the gate.
  const std::uint32_t thread = fold_.task_slot(e.process, e.thread);
  if (thread != model::no_slot) {
    update(slice_of(fold_, {false, thread}), index);
  }
  if (ends_process(e)) {
    end_process(e.process);
  }
}

void lane_tracks::update(lane_slice next, std::size_t index) {
  if (next.self == 0 || (next.kind == track_kind::descriptor &&
                         tells_tasks_.contains(next.process))) {
    return;
  }
  auto at = lanes_.find(key_of(next.process, next.self));
  if (model::is_over(next.state)) {
    if (at != lanes_.end()) {
      close(at->second, next.state);
      lanes_.erase(at);
    }
    return;
  }
  if (at == lanes_.end()) {
    if (!next.shown) {
      return;
    }
    at = open(next);
  }
  if (!next.shown) {
    next.words.clear();
  }
  change(at->second, std::move(next), index);
}

lane_tracks::lanes::iterator lane_tracks::open(const lane_slice& next) {
  const bool thread = next.kind == track_kind::thread;
  lane made;
  made.where = tracks_.take(pid(next.process), next.kind, next.name,
                            thread ? next.self & ~trace::id_space_mask : 0);
  made.now = next;
  made.now.words.clear();
  made.now.state = model::task_state::fresh;
  return lanes_.emplace(key_of(next.process, next.self), std::move(made)).first;
}

void lane_tracks::change(lane& one, lane_slice next, std::size_t index) {
  const bool changed = next.words != one.now.words;
  if (next.name != one.now.name) {
    tracks_.rename(one.where, next.kind, next.name);
  }
  if (changed || !next.held) {
    let_go(one);
  }
  count(next.process, one.now.state, next.state);
  one.from = changed ? one.now.state : one.from;
  one.now = std::move(next);
  if (changed && one.now.words.empty()) {
    arrive(one);  // there is no next slice to arrive at
  }
  if (changed) {
    out_.end(one.where);
  }
  if (changed && !one.now.words.empty()) {
    out_.begin(one.where, one.now.words, said(fold_, one.now.place));
    one.since = index;
    arrive(one);
  }
  if (one.now.held && !one.held && out_.is_open(one.where)) {
    out_.begin(one.where, "held by looplab", {});
    one.held = true;
  }
}

void lane_tracks::close(lane& one, model::task_state how) {
  arrive(one);
  let_go(one);
  out_.end(one.where);
  out_.instant(one.where, how == model::task_state::failed ? "failed" : "ended",
               said(fold_, one.now.place));
  count(one.now.process, one.now.state, how);
  tracks_.give_back(one.where, one.now.kind, one.now.name);
}

void lane_tracks::let_go(lane& one) {
  if (std::exchange(one.held, false)) {
    out_.end(one.where);
  }
}

void lane_tracks::arrive(lane& one) {
  if (one.arrow != 0) {
    out_.arrow_to(one.where, std::exchange(one.arrow, 0));
  }
}

void lane_tracks::finish() {
  for (auto& [self, one] : lanes_) {
    arrive(one);
  }
}

/// Nothing in it says a word any more, and the fold keeps only the last few of
/// what has ended.
void lane_tracks::end_process(std::uint16_t process) {
  const auto first = lanes_.lower_bound(key_of(process, 0));
  auto last = first;
  for (; last != lanes_.end() && last->second.now.process == process; ++last) {
    close(last->second, model::task_state::done);
  }
  lanes_.erase(first, last);
}

/// A loop may be told only its own word for what is ready.
model::id lane_tracks::subject_of(const entry& e) const {
  const model::descriptor_record* told = fold_.reported(e);
  return e.kind == event_kind::ready && told != nullptr ? told->self
                                                        : e.subject;
}

void lane_tracks::point(const entry& e, track actor, std::size_t index) {
  // A new thread tells of itself who made it.
  const auto parent = e.kind == event_kind::create
                          ? lanes_.find(key_of(e.process, e.ref))
                          : lanes_.end();
  actor = parent == lanes_.end() ? actor : parent->second.where;
  const auto at = lanes_.find(key_of(e.process, subject_of(e)));
  if (!is_cause(e) || at == lanes_.end() || at->second.where == actor ||
      !out_.is_open(actor) || !out_.is_open(at->second.where)) {
    return;
  }
  lane& to = at->second;
  if (to.since != index) {
    // A thread that is woken says so itself, later.
    if (e.kind == event_kind::wake && to.arrow == 0) {
      to.arrow = out_.arrow_from(actor);
    }
    return;
  }
  // Whoever was in line has its arrow already.
  if (e.kind != event_kind::run || to.from != model::task_state::ready) {
    out_.arrow_to(to.where, out_.arrow_from(actor));
  }
}

void lane_tracks::count(std::uint16_t process, model::task_state from,
                        model::task_state to) {
  const int was = from == model::task_state::ready ? 1 : 0;
  const int is = to == model::task_state::ready ? 1 : 0;
  if (was != is) {
    out_.counter(pid(process), "ready tasks", ready_[process] += is - was);
  }
}

}  // namespace looplab::exporting
