// SPDX-License-Identifier: BSL-1.0
//
// Keeps, for each lane, only the stretches in which it did not change, so that
// the cost is that of the changes; they become cells at the very end.
#include "visualizer/model/history.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "visualizer/model/characters.hpp"
#include "visualizer/model/focus.hpp"
#include "visualizer/model/present.hpp"
#include "visualizer/model/shown.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::model {

namespace {

/// A lane in one state from this column on.
struct stretch {
  std::size_t first = 0;
  task_state state = task_state::fresh;
  std::string label;
};

struct row {
  std::uint32_t born = 0;
  std::vector<stretch> stretches;
};

/// A longer sleep gets more columns, but never many.
std::size_t columns_of_sleep(std::int64_t ns) {
  return ns < 200'000         ? 0
         : ns < 1'000'000     ? 1
         : ns < 10'000'000    ? 2
         : ns < 100'000'000   ? 4
         : ns < 1'000'000'000 ? 6
                              : 8;
}

class recorder {
 public:
  recorder(fold& from, std::uint32_t loop, whose chosen)
      : from_(from), on_(from.now(), loop, chosen), chosen_(chosen) {}

  void begin() {
    for (const lane_slot lane : lanes_of(from_.now(), chosen_)) {
      note(lane, 0);
    }
  }

  /// Takes in one entry. A step of the program gets a column of its own; what
  /// is none (shown.hpp) belongs to the step before it.
  void step() {
    const std::size_t entry = from_.now().position;
    add_sleep(entry);
    const std::uint64_t turn = on_.turn();
    from_.advance_to(entry + 1);
    const trace::entry& e = from_.events()[entry];
    if (is_step(e) && is_meant(chosen_, e.process)) {
      const std::uint64_t after = on_.turn();
      columns_.push_back({entry, 0, after != turn ? after : 0, on_.phase()});
    } else if (!columns_.empty()) {
      columns_.back().entry = entry;
      columns_.back().phase = on_.phase();
    }
    for (const lane_slot lane : from_.touched()) {
      note(lane, columns_.empty() ? 0 : columns_.size() - 1);
    }
  }

  history finish(std::size_t most) {
    history told;
    const std::size_t skip =
        columns_.size() > most ? columns_.size() - most : 0;
    told.columns.assign(columns_.begin() + static_cast<std::ptrdiff_t>(skip),
                        columns_.end());
    for (const lane_slot slot : lanes_of(from_.now(), chosen_)) {
      told.lanes.push_back(lane_from(slot, skip));
    }
    return told;
  }

 private:
  /// The time before this entry, if the program slept. What it stands still at
  /// our gate is no sleep of its own.
  void add_sleep(std::size_t entry) {
    const std::int64_t gap = from_.events()[entry].t_ns - from_.now().t_ns;
    if (entry == 0 || gap <= 0 || on_.held() > 0 || on_.anybody_runs()) {
      return;
    }
    const std::size_t sleep = columns_of_sleep(gap);
    for (std::size_t i = 0; i < sleep; ++i) {
      columns_.push_back({entry - 1, gap, 0, on_.phase()});
    }
  }

  void note(lane_slot lane, std::size_t column) {
    const auto [born, state] = moment_of(from_.now(), lane);
    row& at = rows_[{lane.is_descriptor, lane.slot}];
    if (at.born != born || at.stretches.empty()) {
      at = {born, {}};  // a new bearer of the slot
    }
    if (!at.stretches.empty() && at.stretches.back().first == column) {
      at.stretches.pop_back();  // the same entry changed it once more
    }
    at.stretches.push_back({column, state, wait_label(from_, lane)});
  }

  lane lane_from(lane_slot slot, std::size_t skip) {
    lane told;
    const task shown = present_lane(from_, slot);
    told.self = shown.self;
    told.process = shown.process;
    told.cells.assign(columns_.size() - skip, task_state::fresh);
    const row& at = rows_[{slot.is_descriptor, slot.slot}];
    if (at.born != shown.born) {
      return told;  // nothing has been seen of it in this window
    }
    for (std::size_t i = 0; i < at.stretches.size(); ++i) {
      const stretch& s = at.stretches[i];
      const std::size_t end = i + 1 < at.stretches.size()
                                  ? at.stretches[i + 1].first
                                  : columns_.size();
      if (end <= skip) {
        continue;
      }
      const std::size_t first = s.first > skip ? s.first - skip : 0;
      std::fill(told.cells.begin() + static_cast<std::ptrdiff_t>(first),
                told.cells.begin() + static_cast<std::ptrdiff_t>(end - skip),
                s.state);
      write_label(told, s.label, first, end - skip);
    }
    return told;
  }

  fold& from_;
  focus on_;
  whose chosen_;
  std::vector<column> columns_;
  std::map<std::pair<bool, std::uint32_t>, row> rows_;
};

}  // namespace

void write_label(lane& told, const std::string& label, std::size_t first,
                 std::size_t end) {
  if (!label.empty() && end - first >= width_of(label) + 4) {
    told.labels.emplace_back(first + 2, label);
  }
}

history tell_history(fold& from, std::size_t cursor, std::size_t columns,
                     std::uint32_t loop, whose chosen) {
  recorder told(from, loop, chosen);
  told.begin();
  while (from.now().position < cursor) {
    told.step();
  }
  return told.finish(columns);
}

}  // namespace looplab::model
