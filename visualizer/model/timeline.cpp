// SPDX-License-Identifier: BSL-1.0
//
// One fold stands at the end of the log, and leaves snapshots. Questions about
// other moments go to a second fold, which starts from the nearest snapshot, or
// goes on from where the last question was (moments.hpp).
#include "visualizer/model/timeline.hpp"

#include <algorithm>
#include <limits>

#include "visualizer/model/history.hpp"
#include "visualizer/model/moments.hpp"
#include "visualizer/model/narrate.hpp"
#include "visualizer/model/present.hpp"
#include "visualizer/model/real_time.hpp"
#include "visualizer/model/shown.hpp"

namespace looplab::model {

timeline::timeline(const trace::log& events, std::size_t snapshot_bytes)
    : impl_(std::make_unique<impl>(events, snapshot_bytes)) {}

timeline::~timeline() = default;

void timeline::catch_up() {
  while (impl_->head.now().position < impl_->events.size()) {
    impl_->take_one();
  }
  impl_->take_samples();
  impl_->follow_window();
}

std::size_t timeline::oldest() const {
  return impl_->oldest();
}

std::size_t timeline::size() const {
  return impl_->head.now().position;
}

const trace::log& timeline::events() const {
  return impl_->events;
}

const fold& timeline::moment(std::size_t cursor) const {
  return impl_->seek(cursor);
}

fold timeline::fold_from(std::size_t cursor) const {
  return impl_->fold_at(impl_->clamped(cursor));
}

std::size_t timeline::bring(fold& on, std::size_t cursor) const {
  return impl_->bring(on, cursor);
}

const change_index& timeline::changed() const {
  return impl_->index;
}

state timeline::at(std::size_t cursor, whose chosen) const {
  return present(impl_->seek(cursor), chosen);
}

history timeline::before(std::size_t cursor, std::size_t columns,
                         whose chosen) const {
  // So far back is looked for the steps of a process that rarely makes one.
  constexpr std::size_t most_entries = 20'000;
  cursor = impl_->clamped(cursor);
  const std::uint32_t loop = loop_of(impl_->seek(cursor).now(), chosen);
  const std::size_t last =
      std::max(oldest(), cursor - std::min(cursor, most_entries));
  std::size_t first = cursor;
  for (std::size_t steps = 0; first > last && steps < columns; --first) {
    const trace::entry& e = impl_->events[first - 1];
    steps += is_step(e) && is_meant(chosen, e.process) ? 1 : 0;
  }
  fold from = impl_->fold_at(first);
  return tell_history(from, cursor, columns, loop, chosen);
}

history timeline::in_time(std::size_t cursor, std::size_t columns,
                          std::int64_t ns_per_column, std::int64_t after_ns,
                          whose chosen) const {
  const fold& at = impl_->seek(cursor);
  const std::uint32_t loop = loop_of(at.now(), chosen);
  const auto reach = static_cast<std::int64_t>(columns) * ns_per_column;
  look_back window = looked_back(at, reach - after_ns, oldest(), loop, chosen);
  for (std::int64_t& age : window.ages_ns) {
    age += after_ns;
  }
  fold from = impl_->fold_at(window.first);
  return tell_in_time(from, window, columns, ns_per_column, loop, chosen);
}

std::int64_t timeline::time_scale(std::size_t cursor, std::size_t columns,
                                  whose chosen) const {
  constexpr std::size_t few_turns = 8;
  constexpr std::size_t few_steps = 200;
  cursor = impl_->clamped(cursor);
  const turn_list& list = impl_->shown_turns(chosen);
  const std::uint64_t turn = turn_at(cursor, chosen);
  std::size_t first = oldest();
  if (turn > list.gone + few_turns) {
    first = list.begins[turn - list.gone - few_turns - 1];
  } else if (turn == 0 && cursor > first + few_steps) {
    first = cursor - few_steps;
  }
  const fold& at = impl_->seek(cursor);
  const look_back span =
      looked_back(at, std::numeric_limits<std::int64_t>::max(), first,
                  loop_of(at.now(), chosen), chosen);
  return round_scale(span.ages_ns.empty() ? 0 : span.ages_ns.front(), columns);
}

narration timeline::tell(std::size_t cursor) const {
  return narrate(impl_->seek(cursor));
}

std::string timeline::line(std::size_t cursor) const {
  return one_line(impl_->seek(cursor));
}

std::uint64_t timeline::turns(whose chosen) const {
  const turn_list& list = impl_->shown_turns(chosen);
  return list.gone + list.begins.size();
}

std::uint64_t timeline::turn_at(std::size_t cursor, whose chosen) const {
  const auto& [gone, begins] = impl_->shown_turns(chosen);
  const auto next = std::lower_bound(begins.begin(), begins.end(), cursor);
  return gone + static_cast<std::uint64_t>(next - begins.begin());
}

std::size_t timeline::next_turn(std::size_t cursor, whose chosen) const {
  const auto& begins = impl_->shown_turns(chosen).begins;
  const auto next = std::lower_bound(begins.begin(), begins.end(), cursor);
  return next == begins.end() ? size() : *next + std::size_t{1};
}

std::size_t timeline::previous_turn(std::size_t cursor, whose chosen) const {
  const auto& begins = impl_->shown_turns(chosen).begins;
  const std::size_t before = cursor > 0 ? cursor - 1 : 0;
  const auto next = std::lower_bound(begins.begin(), begins.end(), before);
  return next == begins.begin() ? oldest() : *(next - 1) + std::size_t{1};
}

}  // namespace looplab::model
