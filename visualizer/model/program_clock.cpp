// SPDX-License-Identifier: BSL-1.0
//
// See program_clock.hpp. Entries lie in the order of their times, so that a
// moment is found by halving.
#include "visualizer/model/program_clock.hpp"

#include <algorithm>

namespace looplab::model {

namespace {

using trace::event_kind;

bool is_descriptor(trace::id thing) {
  return trace::space_of(thing) == trace::id_space::descriptor;
}

}  // namespace

trace::id accepted_by(const trace::entry& e) {
  if (e.kind == event_kind::create && is_descriptor(e.subject) &&
      is_descriptor(e.ref)) {
    return e.subject;
  }
  const bool completed =
      e.kind == event_kind::done &&
      e.sub == static_cast<std::uint8_t>(trace::verb::accept);
  return completed && e.arg > 0 ? trace::descriptor_id(static_cast<int>(e.arg))
                                : 0;
}

program_clock::program_clock(const trace::log& events) : events_(events) {
  note_holds();
  begin_ = events_.size() > 0 ? 1 : 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (accepted_by(events_[i]) != 0) {
      begin_ = i + 1;
      break;
    }
  }
  if (begin_ > 0) {
    const std::int64_t t = events_[begin_ - 1].t_ns;
    begin_ns_ = t - held_until(t);
  }
}

void program_clock::note_holds() {
  std::uint32_t held = 0;
  std::int64_t so_far = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const trace::entry& e = events_[i];
    const bool lost = e.kind == event_kind::gap;
    if (e.kind != event_kind::gate && !lost) {
      continue;
    }
    const std::uint32_t before = held;
    const bool begins =
        !lost && e.sub == static_cast<std::uint8_t>(trace::gate_phase::held);
    // The end of a hold may be among what was lost.
    held = lost ? 0 : begins ? held + 1 : held > 0 ? held - 1 : 0;
    if (before == 0 && held == 1) {
      holds_.push_back({e.t_ns, e.t_ns, so_far});
    } else if (before > 0 && held == 0) {
      holds_.back().end_ns = e.t_ns;
      so_far += e.t_ns - holds_.back().begin_ns;
    }
  }
  if (held > 0) {
    holds_.back().end_ns = events_[events_.size() - 1].t_ns;
  }
}

std::int64_t program_clock::held_until(std::int64_t t_ns) const {
  const auto after =
      std::ranges::upper_bound(holds_, t_ns, {}, &hold::begin_ns);
  if (after == holds_.begin()) {
    return 0;
  }
  const hold& last = *(after - 1);
  return last.before_ns + std::min(t_ns, last.end_ns) - last.begin_ns;
}

std::int64_t program_clock::held_ns() const {
  return events_.size() == 0 ? 0 : held_until(events_[events_.size() - 1].t_ns);
}

std::int64_t program_clock::at(std::size_t cursor) const {
  if (cursor <= begin_) {
    return 0;
  }
  const std::int64_t t = events_[cursor - 1].t_ns;
  return std::max<std::int64_t>(0, t - held_until(t) - begin_ns_);
}

std::size_t program_clock::cursor_at(std::int64_t moment_ns) const {
  std::size_t first = begin_;
  std::size_t beyond = events_.size() + 1;
  while (beyond - first > 1) {
    const std::size_t middle = first + (beyond - first) / 2;
    (at(middle) <= moment_ns ? first : beyond) = middle;
  }
  return first;
}

}  // namespace looplab::model
