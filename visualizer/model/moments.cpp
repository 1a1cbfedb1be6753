// SPDX-License-Identifier: BSL-1.0
//
// How a moment is reached: from the nearest snapshot, or on from where the
// last question was.
#include "visualizer/model/moments.hpp"

#include <algorithm>

namespace looplab::model {

namespace {

/// So many states are remembered between two snapshots, some of them before
/// each moment: a copy of a large state is dear, too.
constexpr std::size_t most_near = 8;
constexpr std::size_t near_a_moment = 2;

}  // namespace

timeline::impl::impl(const trace::log& log, std::size_t snapshot_bytes)
    : events(log),
      head(log),
      view(log),
      shots(snapshot_bytes),
      index(snapshot_bytes / 16 * 3) {
  head.note_changes_in(index);
}

void timeline::impl::take_one() {
  const std::size_t at = head.now().position;
  const trace::entry e = events[at];
  head.advance_to(at + 1);
  if (e.kind == trace::event_kind::poll &&
      static_cast<trace::poll_phase>(e.sub) == trace::poll_phase::end) {
    note_turn(e, static_cast<std::uint32_t>(at));
  }
  note_phase(at);
  if (shots.due(at + 1)) {
    shots.keep(head.now());
  }
}

void timeline::impl::take_samples() {
  head.advance_to(head.now().position);
  note_phase(head.now().position);
}

void timeline::impl::note_phase(std::size_t at) {
  const loop_phase is = head.now().shown_phase();
  if (is != shown_phase_) {
    index.note(at, change_index::shown_loop, change_index::only(is));
    shown_phase_ = is;
  }
}

void timeline::impl::note_turn(const trace::entry& e, std::uint32_t at) {
  const std::uint32_t slot = head.loop_slot(e.process, e.subject);
  if (slot == no_slot) {
    return;  // of no loop that is known: a damaged recording
  }
  if (slot >= turns.size()) {
    turns.resize(slot + std::size_t{1});
  }
  turns[slot].begins.push_back(at);
}

void timeline::impl::follow_window() {
  if (events.oldest() <= oldest()) {
    return;
  }
  shots.let_go(events.oldest(), head.now());
  index.let_go(oldest());
  std::erase_if(near,
                [this](const facts& one) { return one.position < oldest(); });
  for (turn_list& list : turns) {
    const auto first =
        std::lower_bound(list.begins.begin(), list.begins.end(), oldest());
    list.gone += static_cast<std::uint64_t>(first - list.begins.begin());
    list.begins.erase(list.begins.begin(), first);
  }
}

std::size_t timeline::impl::clamped(std::size_t cursor) const {
  return std::clamp(cursor, oldest(), head.now().position);
}

const facts& timeline::impl::nearest(std::size_t cursor) const {
  const facts* best = &shots.before(cursor);
  for (const facts& one : near) {
    if (one.position <= cursor && one.position > best->position) {
      best = &one;
    }
  }
  return *best;
}

void timeline::impl::walk(fold& from, std::size_t cursor) const {
  const std::size_t step =
      std::max(snapshots::least_spacing, shots.spacing() / most_near);
  if (cursor - from.now().position > (near_a_moment + 1) * step) {
    from.advance_to((cursor / step - near_a_moment) * step);
  }
  while (cursor - from.now().position > step) {
    from.advance_to((from.now().position / step + 1) * step);
    if (near.size() == most_near) {
      near.erase(near.begin());
    }
    near.push_back(from.now());
  }
  from.advance_to(cursor);
}

fold timeline::impl::fold_at(std::size_t cursor) const {
  fold made(events, nearest(cursor));
  walk(made, cursor);
  return made;
}

std::size_t timeline::impl::bring(fold& on, std::size_t cursor) const {
  cursor = clamped(cursor);
  const facts& best = nearest(cursor);
  const std::size_t here = on.now().position;
  if (here > cursor || here < best.position) {
    on.restart(best);
  }
  const std::size_t far = cursor - on.now().position;
  walk(on, cursor);
  return far;
}

const fold& timeline::impl::seek(std::size_t cursor) const {
  cursor = clamped(cursor);
  if (cursor == head.now().position) {
    return head;
  }
  const facts& best = nearest(cursor);
  const std::size_t here = view.now().position;
  const bool far = cursor - here > snapshots::least_spacing;
  if (here > cursor || here < oldest() || (far && best.position > here)) {
    view.restart(best);
  }
  walk(view, cursor);
  return view;
}

const turn_list& timeline::impl::shown_turns(whose chosen) const {
  static const turn_list none;
  const std::uint32_t shown = loop_of(head.now(), chosen);
  return shown < turns.size() ? turns[shown] : none;
}

std::uint16_t timeline::impl::process_of(std::size_t cursor, id task,
                                         whose chosen) const {
  if (chosen) {
    return *chosen;
  }
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

}  // namespace looplab::model
