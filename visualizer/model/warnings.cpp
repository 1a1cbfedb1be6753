// SPDX-License-Identifier: BSL-1.0
//
// A fold of its own goes along the log; each watcher sees the entries that it
// asked for, with what was true before. What they find in the same place of
// the program becomes one warning.
#include "visualizer/model/warnings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "visualizer/model/characters.hpp"
#include "visualizer/model/watcher.hpp"

namespace looplab::model {

namespace {

constexpr watcher_maker* makers[] = {
    &watch_handlers, &watch_blocking_calls, &watch_lost_tasks,
    &watch_polling,  &watch_deadlocks,      &watch_held_locks,
    &watch_wakeups,  &watch_descriptors,    &watch_growth};

}  // namespace

struct warnings::impl final : findings {
  impl(const trace::log& log, const warning_limits& limits)
      : events(log), now(log) {
    for (watcher_maker* make : makers) {
      watchers.push_back(make(*this, limits));
      for (unsigned kind = 0; kind < trace::event_kinds; ++kind) {
        if ((watchers.back()->kinds() >> kind & 1) != 0) {
          by_kind[kind].push_back(watchers.back().get());
        }
      }
    }
  }

  const trace::log& events;
  fold now;
  loop_turns turns;
  run_delays delays;
  std::vector<std::unique_ptr<watcher>> watchers;
  std::array<std::vector<watcher*>, trace::event_kinds> by_kind;
  std::vector<warning> found;
  std::size_t samples = 0;
  std::size_t cursor = 0;  ///< from which on what is reported now is known

  void take_one() {
    const trace::entry& e = events[now.now().position];
    cursor = now.now().position + 1;
    const auto kind = static_cast<unsigned>(e.kind);
    if (kind < trace::event_kinds) {
      const moment at{now, turns, e};
      for (watcher* one : by_kind[kind]) {
        one->take(at);
      }
    }
    turns.take(e);
    now.advance_to(cursor);
  }

  void take_samples() {
    const auto& all = events.samples();
    cursor = now.now().position;
    while (samples < all.size() && all[samples].after <= cursor) {
      const trace::sample& seen = all[samples++];
      delays.take(seen);
      const reading from{now, turns, seen, delays};
      for (const auto& one : watchers) {
        one->take_sample(from);
      }
    }
  }

  /// The same trouble: of one kind, in one place, or of one thing.
  warning* same_as(const finding& what) {
    const auto same = [&](const warning& w) {
      return w.kind == what.kind && w.process == what.process &&
             w.place == what.place &&
             (what.place != 0 || w.subject == what.subject);
    };
    const auto it = std::ranges::find_if(found, same);
    return it == found.end() ? nullptr : &*it;
  }

  void report(finding what) override {
    warning* into = same_as(what);
    if (into == nullptr) {
      if (found.size() == most_kept) {
        return;
      }
      into = &found.emplace_back();
      into->kind = what.kind;
      into->process = what.process;
      into->subject = what.subject;
      into->place = what.place;
      into->what = shortened(what.what, warning_columns);
      into->advice = what.advice;
    }
    ++into->count;
    into->worst = std::max(into->worst, what.figure);
    into->last = cursor;
    if (into->seen.size() < warning::most_kept) {
      into->seen.push_back({cursor, what.figure});
    }
  }
};

warnings::warnings(const trace::log& events, warning_limits limits)
    : impl_(std::make_unique<impl>(events, limits)) {}

warnings::~warnings() = default;

void warnings::catch_up(std::size_t most) {
  const std::size_t here = impl_->now.now().position;
  const std::size_t end = here + std::min(most, impl_->events.size() - here);
  impl_->take_samples();
  while (impl_->now.now().position < end) {
    impl_->take_one();
    impl_->take_samples();
  }
}

std::size_t warnings::position() const {
  return impl_->now.now().position;
}

const std::vector<warning>& warnings::all() const {
  return impl_->found;
}

std::vector<known_warning> warnings::at(std::size_t cursor) const {
  std::vector<known_warning> out;
  for (const warning& w : impl_->found) {
    known_warning known{&w};
    if (w.first() > cursor || w.last <= cursor) {
      known.count = w.last <= cursor ? w.count : 0;
      known.worst = w.worst;
      out.push_back(known);
      continue;
    }
    for (const sighting& one : w.seen) {
      if (one.known > cursor) {
        break;
      }
      ++known.count;
      known.worst = std::max(known.worst, one.figure);
    }
    known.at_least = known.count == warning::most_kept;
    out.push_back(known);
  }
  return out;
}

std::size_t warnings::known(std::size_t cursor) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      impl_->found,
      [cursor](const warning& w) { return w.first() <= cursor; }));
}

bool warnings::wants_sample() const {
  return std::ranges::any_of(
      impl_->watchers, [](const auto& one) { return one->wants_sample(); });
}

}  // namespace looplab::model
