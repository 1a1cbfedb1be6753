// SPDX-License-Identifier: BSL-1.0
//
// One fold stands at the end of the log, and leaves a snapshot every thousand
// entries. Questions about other moments go to a second fold, which starts
// from the nearest snapshot, or goes on from where the last question was.
#include "visualizer/model/timeline.hpp"

#include <algorithm>
#include <limits>

#include "visualizer/model/history.hpp"
#include "visualizer/model/narrate.hpp"
#include "visualizer/model/present.hpp"
#include "visualizer/model/real_time.hpp"
#include "visualizer/model/shown.hpp"

namespace looplab::model {

struct timeline::impl {
  static constexpr std::size_t per_snapshot = 1000;

  explicit impl(const trace::log& log)
      : events(log), head(log), view(log), snapshots{facts{}} {}

  const trace::log& events;
  fold head;
  mutable fold view;
  std::vector<facts> snapshots;
  /// For each loop, by its slot, the entries in which its turns began.
  std::vector<std::vector<std::uint32_t>> turn_begins;

  void take_one() {
    const trace::entry& e = events[head.now().position];
    const std::size_t at = head.now().position;
    head.advance_to(at + 1);
    if (e.kind == trace::event_kind::poll &&
        static_cast<trace::poll_phase>(e.sub) == trace::poll_phase::end) {
      note_turn(e, static_cast<std::uint32_t>(at));
    }
    if (head.now().position % per_snapshot == 0) {
      snapshots.push_back(head.now());
    }
  }

  void note_turn(const trace::entry& e, std::uint32_t at) {
    const std::uint32_t slot = head.loop_slot(e.process, e.subject);
    if (slot >= turn_begins.size()) {
      turn_begins.resize(slot + std::size_t{1});
    }
    turn_begins[slot].push_back(at);
  }

  /// The last one at or before the cursor.
  const facts& snapshot(std::size_t cursor) const {
    return snapshots[std::min(cursor / per_snapshot, snapshots.size() - 1)];
  }

  /// A fold of its own that stands just at the cursor.
  fold fold_at(std::size_t cursor) const {
    fold made(events, snapshot(cursor));
    made.advance_to(cursor);
    return made;
  }

  /// A fold that stands just at the cursor. Good until the next question.
  const fold& seek(std::size_t cursor) const {
    cursor = std::min(cursor, head.now().position);
    if (cursor == head.now().position) {
      return head;
    }
    const std::size_t here = view.now().position;
    if (here > cursor || cursor - here > per_snapshot) {
      view.restart(snapshot(cursor));
    }
    view.advance_to(cursor);
    return view;
  }

  const std::vector<std::uint32_t>& shown_turns() const {
    static const std::vector<std::uint32_t> none;
    const std::uint32_t shown = head.now().shown_loop;
    return shown < turn_begins.size() ? turn_begins[shown] : none;
  }

  /// Where the person's choice of a task lives: in the shown process if it is
  /// there, else in the first process that knows it.
  std::uint16_t process_of(std::size_t cursor, id task) const {
    const fold& now = seek(cursor);
    if (now.now().shown_loop != no_slot) {
      const std::uint16_t shown = now.now().loops[now.now().shown_loop].process;
      if (now.task(shown, task) != nullptr ||
          now.descriptor(shown, task) != nullptr) {
        return shown;
      }
    }
    for (std::uint16_t p = 0; p < now.now().processes.size(); ++p) {
      if (now.task(p, task) != nullptr || now.descriptor(p, task) != nullptr) {
        return p;
      }
    }
    return 0;
  }
};

namespace {

/// A lane's state as far as a change of it is worth a stop.
struct glimpse {
  std::uint32_t born = no_slot;
  task_state state = task_state::fresh;
  bool operator==(const glimpse&) const = default;
};

glimpse look_at(const fold& now, std::uint16_t process, id self) {
  if (const task_record* t = now.task(process, self)) {
    return {t->born, t->state};
  }
  if (const descriptor_record* d = now.descriptor(process, self)) {
    return {d->born, d->state};
  }
  return {};
}

}  // namespace

timeline::timeline(const trace::log& events)
    : impl_(std::make_unique<impl>(events)) {}

timeline::~timeline() = default;

void timeline::catch_up() {
  while (impl_->head.now().position < impl_->events.size()) {
    impl_->take_one();
  }
  impl_->head.advance_to(impl_->head.now().position);
}

std::size_t timeline::size() const {
  return impl_->head.now().position;
}

const trace::log& timeline::events() const {
  return impl_->events;
}

state timeline::at(std::size_t cursor) const {
  return present(impl_->seek(cursor));
}

history timeline::before(std::size_t cursor, std::size_t columns) const {
  cursor = std::min(cursor, size());
  const std::uint32_t loop = impl_->seek(cursor).now().shown_loop;
  std::size_t first = cursor;
  for (std::size_t steps = 0; first > 0 && steps < columns; --first) {
    steps += is_step(impl_->events[first - 1]) ? 1 : 0;
  }
  fold from = impl_->fold_at(first);
  return tell_history(from, cursor, columns, loop);
}

history timeline::in_time(std::size_t cursor, std::size_t columns,
                          std::int64_t ns_per_column,
                          std::int64_t after_ns) const {
  const fold& at = impl_->seek(std::min(cursor, size()));
  const std::uint32_t loop = at.now().shown_loop;
  const auto reach = static_cast<std::int64_t>(columns) * ns_per_column;
  look_back window = looked_back(at, reach - after_ns, 0, loop);
  for (std::int64_t& age : window.ages_ns) {
    age += after_ns;
  }
  fold from = impl_->fold_at(window.first);
  return tell_in_time(from, window, columns, ns_per_column, loop);
}

std::int64_t timeline::time_scale(std::size_t cursor,
                                  std::size_t columns) const {
  constexpr std::size_t few_turns = 8;
  constexpr std::size_t few_steps = 200;
  cursor = std::min(cursor, size());
  const auto turn = static_cast<std::size_t>(turn_at(cursor));
  const std::size_t first = turn > few_turns
                                ? impl_->shown_turns()[turn - few_turns - 1]
                            : turn > 0           ? 0
                            : cursor > few_steps ? cursor - few_steps
                                                 : 0;
  const fold& at = impl_->seek(cursor);
  const look_back span = looked_back(
      at, std::numeric_limits<std::int64_t>::max(), first, at.now().shown_loop);
  return round_scale(span.ages_ns.empty() ? 0 : span.ages_ns.front(), columns);
}

narration timeline::tell(std::size_t cursor) const {
  return narrate(impl_->seek(cursor));
}

std::string timeline::line(std::size_t cursor) const {
  return one_line(impl_->seek(cursor));
}

std::uint64_t timeline::turns() const {
  return impl_->shown_turns().size();
}

std::uint64_t timeline::turn_at(std::size_t cursor) const {
  const auto& begins = impl_->shown_turns();
  return static_cast<std::uint64_t>(
      std::lower_bound(begins.begin(), begins.end(), cursor) - begins.begin());
}

std::size_t timeline::next_turn(std::size_t cursor) const {
  const auto& begins = impl_->shown_turns();
  const auto next = std::lower_bound(begins.begin(), begins.end(), cursor);
  return next == begins.end() ? size() : *next + std::size_t{1};
}

std::size_t timeline::previous_turn(std::size_t cursor) const {
  const auto& begins = impl_->shown_turns();
  const std::size_t before = cursor > 0 ? cursor - 1 : 0;
  const auto next = std::lower_bound(begins.begin(), begins.end(), before);
  return next == begins.begin() ? 0 : *(next - 1) + std::size_t{1};
}

std::size_t timeline::next_change(std::size_t cursor, id task) const {
  cursor = std::min(cursor, size());
  const std::uint16_t process = impl_->process_of(cursor, task);
  fold from = impl_->fold_at(cursor);
  const glimpse was = look_at(from, process, task);
  while (cursor < size()) {
    from.advance_to(++cursor);
    if (look_at(from, process, task) != was) {
      break;
    }
  }
  return cursor;
}

std::size_t timeline::previous_change(std::size_t cursor, id task) const {
  cursor = std::min(cursor, size());
  const std::uint16_t process = impl_->process_of(cursor, task);
  std::size_t end = cursor;
  while (end > 0) {
    // One stretch between snapshots after the other, backwards; in each, the
    // last change counts.
    const std::size_t begin =
        (end - 1) / impl::per_snapshot * impl::per_snapshot;
    fold from = impl_->fold_at(begin);
    std::size_t found = 0;
    glimpse was = look_at(from, process, task);
    for (std::size_t at = begin + 1; at <= end && at < cursor; ++at) {
      from.advance_to(at);
      const glimpse is = look_at(from, process, task);
      found = is != was ? at : found;
      was = is;
    }
    if (found != 0) {
      return found;
    }
    end = begin;
  }
  return 0;
}

}  // namespace looplab::model
