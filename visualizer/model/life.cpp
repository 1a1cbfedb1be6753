// SPDX-License-Identifier: BSL-1.0
//
// See life.hpp. Goes through the log once; a later moment of the same lane
// costs only what has come since, an earlier one a search.
#include "visualizer/model/life.hpp"

#include <algorithm>
#include <array>

#include "visualizer/model/fold.hpp"

namespace looplab::model {

namespace {

life_change seen_of(const fold& now, std::uint16_t process, id who) {
  life_change out;
  if (const task_record* t = now.task(process, who)) {
    out.born = t->born;
    out.state = t->state;
    out.why = t->why;
    out.on = t->on;
    out.place = t->place;
  } else if (const descriptor_record* d = now.descriptor(process, who)) {
    out.born = d->born;
    out.state = d->state;
    out.why = d->state == task_state::waits_io ? trace::wait_why::io
                                               : trace::wait_why::none;
    out.on = d->state == task_state::waits_io ? d->self : 0;
    out.place = d->place;
  } else {
    out.born = no_slot;
  }
  return out;
}

bool is_waiting(task_state s) {
  return s == task_state::waits_io || s == task_state::waits_timer ||
         s == task_state::waits_lock;
}

bool is_change(const life_change& from, const life_change& to) {
  return from.born != to.born || from.state != to.state ||
         (is_waiting(to.state) && from.on != to.on);
}

/// Steps, so that what was looked through already serves the next moment too.
std::size_t first_looked_at(std::size_t oldest, std::size_t cursor) {
  constexpr std::size_t step = lives::reach / 4;
  const std::size_t near = cursor <= 2 * lives::reach
                               ? 0
                               : (cursor / lives::reach - 1) * lives::reach;
  const std::size_t kept = (oldest + step - 1) / step * step;
  return std::min(cursor, std::max(near, kept));
}

}  // namespace

struct lives::memory {
  /// Time at our gate that was over with an entry, all of it so far.
  struct held_time {
    std::size_t entry = 0;
    std::int64_t total_ns = 0;
  };

  memory(const timeline& time, std::size_t begin, std::uint16_t of, id one)
      : first(begin), process(of), who(one), now(time.fold_from(begin)) {
    last = seen_of(now, process, who);
    if (last.born != no_slot) {
      last.entry = begin;
      last.at_ns = now.now().t_ns;
      changes.push_back(last);
    }
  }

  void take_one() {
    const std::size_t at = now.now().position;
    const std::int64_t gap = now.events()[at].t_ns - now.now().t_ns;
    if (at > first && gap > 0 && process < now.now().processes.size() &&
        now.now().processes[process].held > 0) {
      held_ns += gap;
      holds.push_back({at, held_ns});
    }
    now.advance_to(at + 1);
    life_change is = seen_of(now, process, who);
    if (is_change(last, is)) {
      is.entry = at;
      is.at_ns = now.now().t_ns - held_ns;
      last = is;
      if (is.born != no_slot) {
        changes.push_back(is);
      }
    }
  }

  std::int64_t held_before(std::size_t cursor) const {
    const auto after = std::lower_bound(
        holds.begin(), holds.end(), cursor,
        [](const held_time& h, std::size_t entry) { return h.entry < entry; });
    return after == holds.begin() ? 0 : (after - 1)->total_ns;
  }

  std::size_t first;
  std::uint16_t process;
  id who;
  fold now;
  life_change last;
  std::int64_t held_ns = 0;
  std::vector<life_change> changes;
  std::vector<held_time> holds;
};

namespace {

/// The last time at which it was seen that nothing more had happened: of the
/// last entry, or, unless the program stands at our gate, of a later sample.
std::int64_t last_look(const timeline& time, std::size_t cursor,
                       std::uint16_t process) {
  const std::int64_t entry = time.events()[cursor - 1].t_ns;
  const facts& now = time.moment(cursor).now();
  const auto& samples = time.events().samples();
  const auto after = std::partition_point(
      samples.begin(), samples.end(),
      [&](const trace::sample& s) { return s.after <= cursor; });
  const bool held =
      process < now.processes.size() && now.processes[process].held > 0;
  return held || after == samples.begin() ? entry
                                          : std::max(entry, (after - 1)->t_ns);
}

}  // namespace

lives::lives(const timeline& time) : time_(time) {}

lives::~lives() = default;

life lives::of(std::size_t cursor, std::uint16_t process, id who) {
  cursor = std::min(cursor, time_.size());
  const std::size_t first = first_looked_at(time_.oldest(), cursor);
  if (!known_ || known_->first != first || known_->process != process ||
      known_->who != who) {
    known_ = std::make_unique<memory>(time_, first, process, who);
  }
  while (known_->now.now().position < cursor) {
    known_->take_one();
  }
  const auto& all = known_->changes;
  // Those before the cursor, of who bore the id there last.
  const auto end = std::partition_point(
      all.begin(), all.end(),
      [&](const life_change& c) { return c.entry < cursor; });
  auto begin = end;
  while (begin != all.begin() && (begin - 1)->born == (end - 1)->born) {
    --begin;
  }
  life out;
  if (cursor > 0) {
    out.changes = {begin, end};
    const std::int64_t held = known_->held_before(cursor);
    out.until_ns = last_look(time_, cursor, process) - held;
    out.holds_left_out = held > 0;
  }
  out.whole = first == 0;
  return out;
}

namespace {

/// Calls `with(state, begin_ns, end_ns, is_over)` for each stretch.
template <class Function>
void each_stretch(const life& of, Function with) {
  for (std::size_t i = 0; i < of.changes.size(); ++i) {
    const bool over = i + 1 < of.changes.size();
    with(of.changes[i].state, of.changes[i].at_ns,
         over ? of.changes[i + 1].at_ns : of.until_ns, over);
  }
}

constexpr std::array<std::int64_t, durations::ranges> range_begins = [] {
  std::array<std::int64_t, durations::ranges> out{};
  std::int64_t decade = 1'000;
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = i % 3 == 0 ? decade : i % 3 == 1 ? 2 * decade : 5 * decade;
    decade *= i % 3 == 2 ? 10 : 1;
  }
  return out;
}();

std::size_t range_of(std::int64_t ns) {
  const auto after =
      std::upper_bound(range_begins.begin(), range_begins.end(), ns);
  return after == range_begins.begin()
             ? 0
             : static_cast<std::size_t>(after - range_begins.begin() - 1);
}

bool is_of(task_state state, stretches which) {
  return which == stretches::runs      ? state == task_state::running
         : which == stretches::in_line ? state == task_state::ready
                                       : is_waiting(state);
}

}  // namespace

life_shares shares_of(const life& of) {
  life_shares out;
  each_stretch(of, [&](task_state state, std::int64_t begin, std::int64_t end,
                       bool) {
    std::int64_t* const into = state == task_state::running       ? &out.running
                               : state == task_state::ready       ? &out.ready
                               : state == task_state::waits_io    ? &out.io
                               : state == task_state::waits_timer ? &out.timer
                               : state == task_state::waits_lock  ? &out.lock
                                                                  : nullptr;
    if (into != nullptr) {
      *into += std::max<std::int64_t>(0, end - begin);
    }
  });
  return out;
}

std::vector<task_state> line_of(const life& of, std::size_t columns) {
  constexpr std::size_t kinds =
      static_cast<std::size_t>(task_state::failed) + 1;
  std::vector<task_state> out(columns, task_state::fresh);
  if (of.changes.empty() || columns == 0) {
    return out;
  }
  const std::int64_t begin = of.changes.front().at_ns;
  const std::int64_t span = of.until_ns - begin;
  if (span <= 0) {
    return out;
  }
  const auto edge = [&](std::size_t column) {
    return begin + static_cast<std::int64_t>(static_cast<double>(span) *
                                             static_cast<double>(column) /
                                             static_cast<double>(columns));
  };
  std::size_t change = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    std::array<std::int64_t, kinds> time{};
    const std::int64_t left = edge(i), right = edge(i + 1);
    while (true) {
      const bool last = change + 1 == of.changes.size();
      const std::int64_t next = last ? right : of.changes[change + 1].at_ns;
      const std::int64_t from = std::max(left, of.changes[change].at_ns);
      time[static_cast<std::size_t>(of.changes[change].state)] +=
          std::max<std::int64_t>(0, std::min(right, next) - from);
      if (last || next >= right) {
        break;
      }
      ++change;
    }
    out[i] = static_cast<task_state>(
        std::max_element(time.begin(), time.end()) - time.begin());
  }
  return out;
}

durations durations_of(const life& of, stretches which) {
  durations out;
  std::vector<std::int64_t> all;
  each_stretch(of, [&](task_state state, std::int64_t begin, std::int64_t end,
                       bool over) {
    if (over && is_of(state, which)) {
      const std::int64_t ns = std::max<std::int64_t>(0, end - begin);
      all.push_back(ns);
      ++out.in[range_of(ns)];
      out.worst_ns = std::max(out.worst_ns, ns);
    }
  });
  out.count = all.size();
  if (!all.empty()) {
    const auto middle =
        all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
    std::nth_element(all.begin(), middle, all.end());
    out.middle_ns = *middle;
  }
  return out;
}

}  // namespace looplab::model
