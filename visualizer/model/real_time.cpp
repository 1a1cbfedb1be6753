// SPDX-License-Identifier: BSL-1.0
//
// Paints each state over the slices in which it was, oldest first; of several
// in one slice the most telling stays, or of equal ones the last.
#include "visualizer/model/real_time.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "visualizer/model/focus.hpp"
#include "visualizer/model/history.hpp"
#include "visualizer/model/present.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

/// So many entries are folded in some milliseconds: what a frame can wait for.
constexpr std::size_t most_entries = 20'000;
constexpr std::int64_t before_all = std::numeric_limits<std::int64_t>::max();

int telling_of(task_state state) {
  switch (state) {
    case task_state::fresh:
      return 0;
    case task_state::done:
      return 1;
    case task_state::waits_io:
      return 2;
    case task_state::waits_timer:
      return 3;
    case task_state::waits_lock:
      return 4;
    case task_state::ready:
      return 5;
    case task_state::running:
      return 6;
    case task_state::failed:
      return 7;
  }
  return 0;
}

int telling_of(loop_phase phase) {
  switch (phase) {
    case loop_phase::none:
      return 0;
    case loop_phase::asleep:
      return 1;
    case loop_phase::timers:
      return 2;
    case loop_phase::polled:
      return 3;
    case loop_phase::runs:
      return 4;
  }
  return 0;
}

class slices {
 public:
  slices(fold& from, std::size_t columns, std::int64_t ns, std::uint32_t loop,
         whose chosen)
      : from_(from),
        on_(from.now(), loop, chosen),
        chosen_(chosen),
        columns_(columns),
        ns_(ns) {
    phase_ = on_.phase();
    for (const lane_slot lane : lanes_of(from_.now(), chosen_)) {
      note(lane, before_all);
    }
  }

  void take(std::size_t entry, std::int64_t age_ns) {
    const std::uint64_t turn = on_.turn();
    from_.advance_to(entry + 1);
    paint_phase(age_ns);
    if (const std::size_t at = column_of(age_ns); at < columns_.size()) {
      columns_[at].entry = entry;
      columns_[at].turn = on_.turn() != turn ? on_.turn() : columns_[at].turn;
    }
    for (const lane_slot lane : from_.touched()) {
      note(lane, age_ns);
    }
  }

  history finish() {
    paint_phase(0);
    history told;
    for (const lane_slot slot : lanes_of(from_.now(), chosen_)) {
      told.lanes.push_back(lane_from(slot));
    }
    std::size_t entry = columns_.empty() ? 0 : columns_.front().entry;
    for (column& c : columns_) {
      entry = c.entry = std::max(entry, c.entry);
    }
    told.columns = std::move(columns_);
    told.ns_per_column = ns_;
    return told;
  }

 private:
  /// A state from this age on.
  struct stretch {
    std::int64_t age_ns = 0;
    task_state state = task_state::fresh;
    std::string label;
  };

  struct row {
    std::uint32_t born = 0;
    stretch open;
    std::vector<task_state> cells;
    std::vector<std::string> labels;  ///< of each cell
  };

  /// Its column, counted from the left; one beyond all if it is too old.
  std::size_t column_of(std::int64_t age_ns) const {
    const auto back = static_cast<std::size_t>(age_ns / ns_);
    return back < columns_.size() ? columns_.size() - 1 - back
                                  : columns_.size();
  }

  /// The columns from the age at which something began to that at which it
  /// was over, which is not its own any more.
  std::pair<std::size_t, std::size_t> columns_of(std::int64_t begin,
                                                 std::int64_t end) const {
    const std::size_t first = column_of(begin);
    const std::size_t last = column_of(end < begin ? end + 1 : begin);
    return {first < columns_.size() ? first : 0,
            last < columns_.size() ? last + 1 : 0};
  }

  void paint_phase(std::int64_t age_ns) {
    const auto [first, end] = columns_of(phase_since_, age_ns);
    for (std::size_t i = first; i < end; ++i) {
      loop_phase& cell = columns_[i].phase;
      cell = telling_of(phase_) >= telling_of(cell) ? phase_ : cell;
    }
    phase_ = on_.phase();
    phase_since_ = age_ns;
  }

  void paint(row& at, std::int64_t age_ns) {
    const auto [first, end] = columns_of(at.open.age_ns, age_ns);
    for (std::size_t i = first; i < end; ++i) {
      if (telling_of(at.open.state) >= telling_of(at.cells[i])) {
        at.cells[i] = at.open.state;
        at.labels[i] = at.open.label;
      }
    }
  }

  void note(lane_slot lane, std::int64_t age_ns) {
    const auto [born, state] = moment_of(from_.now(), lane);
    row& at = rows_[{lane.is_descriptor, lane.slot}];
    if (at.born != born || at.cells.empty()) {
      at.born = born;  // a new bearer of the slot
      at.cells.assign(columns_.size(), task_state::fresh);
      at.labels.assign(columns_.size(), "");
    } else {
      paint(at, age_ns);
    }
    at.open = {age_ns, state, wait_label(from_, lane)};
  }

  lane lane_from(lane_slot slot) {
    lane told;
    const task shown = present_lane(from_, slot);
    told.self = shown.self;
    told.process = shown.process;
    row& at = rows_[{slot.is_descriptor, slot.slot}];
    if (at.born != shown.born || at.cells.empty()) {
      told.cells.assign(columns_.size(), task_state::fresh);
      return told;  // nothing has been seen of it in this window
    }
    paint(at, 0);
    told.cells = std::move(at.cells);
    for (std::size_t first = 0, end = 0; first < told.cells.size();
         first = end) {
      while (end < told.cells.size() && told.cells[end] == told.cells[first] &&
             at.labels[end] == at.labels[first]) {
        ++end;
      }
      write_label(told, at.labels[first], first, end);
    }
    return told;
  }

  fold& from_;
  focus on_;
  whose chosen_;
  std::vector<column> columns_;
  std::int64_t ns_;
  loop_phase phase_ = loop_phase::none;
  std::int64_t phase_since_ = before_all;
  std::map<std::pair<bool, std::uint32_t>, row> rows_;
};

/// How many threads stood at our gate before an entry, from how many did after.
std::uint32_t held_before(const trace::entry& e, std::uint32_t after) {
  if (e.kind == trace::event_kind::gap) {
    return 0;  // the begin of a hold may be among what was lost
  }
  if (e.kind != trace::event_kind::gate) {
    return after;
  }
  const bool begins =
      e.sub == static_cast<std::uint8_t>(trace::gate_phase::held);
  return !begins ? after + 1 : after > 0 ? after - 1 : 0;
}

}  // namespace

look_back looked_back(const fold& at, std::int64_t reach_ns, std::size_t stop,
                      std::uint32_t loop, whose chosen) {
  const trace::log& events = at.events();
  const focus on(at.now(), loop, chosen);
  look_back window;
  window.first = at.now().position;
  std::uint32_t held = on.held();
  std::int64_t age = 0;
  std::int64_t later = at.now().t_ns;
  while (window.first > stop && window.ages_ns.size() < most_entries) {
    const trace::entry& e = events[window.first - 1];
    const std::int64_t gap = std::max<std::int64_t>(0, later - e.t_ns);
    age += held == 0 ? gap : 0;
    if (age > reach_ns) {
      window.reaches = true;
      break;
    }
    window.holds_left_out |= held != 0 && gap > 0;
    later = e.t_ns;
    window.ages_ns.push_back(age);
    --window.first;
    if (on.covers(e.process)) {
      held = held_before(e, held);
    }
  }
  std::reverse(window.ages_ns.begin(), window.ages_ns.end());
  return window;
}

std::int64_t round_scale(std::int64_t span_ns, std::size_t columns) {
  const auto parts =
      static_cast<std::int64_t>(std::max<std::size_t>(1, columns));
  const std::int64_t least = (span_ns + parts - 1) / parts;
  std::int64_t scale = 1'000;
  for (int step = 0; scale < least; step = (step + 1) % 3) {
    scale = step == 1 ? scale / 2 * 5 : scale * 2;
  }
  return scale;
}

std::int64_t zoomed(std::int64_t ns_per_column, int steps) {
  constexpr std::int64_t shortest = 1'000, longest = 100'000'000'000;
  std::int64_t decade = shortest;
  while (decade * 10 <= ns_per_column) {
    decade *= 10;
  }
  for (; steps > 0 && ns_per_column < longest; --steps) {
    const bool two = ns_per_column == 2 * decade;
    ns_per_column = two ? 5 * decade : 2 * ns_per_column;
    decade = ns_per_column == 10 * decade ? ns_per_column : decade;
  }
  for (; steps < 0 && ns_per_column > shortest; ++steps) {
    decade = ns_per_column == decade ? decade / 10 : decade;
    const bool five = ns_per_column == 5 * decade;
    ns_per_column = five ? 2 * decade : ns_per_column / 2;
  }
  return ns_per_column;
}

history tell_in_time(fold& from, const look_back& window, std::size_t columns,
                     std::int64_t ns_per_column, std::uint32_t loop,
                     whose chosen) {
  if (window.ages_ns.empty() && !window.reaches) {
    return {};  // nothing has happened yet
  }
  if (!window.reaches) {
    // What was before the first entry looked at is not known.
    columns = std::min(
        columns,
        static_cast<std::size_t>(window.ages_ns.front() / ns_per_column) + 1);
  }
  slices told(from, columns, ns_per_column, loop, chosen);
  for (std::size_t i = 0; i < window.ages_ns.size(); ++i) {
    told.take(window.first + i, window.ages_ns[i]);
  }
  history past = told.finish();
  past.holds_left_out = window.holds_left_out;
  return past;
}

}  // namespace looplab::model
