// SPDX-License-Identifier: BSL-1.0
//
// Tells again what is true now, from the entity table and the ring directory,
// for a reader that did not see it happen: one who came late or was lapped.
// Only what no event in sight says itself is told, so that nothing appears
// twice.
#include <algorithm>
#include <unordered_set>

#include "trace/detail/follower.hpp"

namespace looplab::trace::detail {

namespace {

using layout::entity_state;

/// layout::entity as plain bytes.
struct entity_row {
  id thing;
  std::uint32_t what, place, text;
  id parent, on, thread;
  std::uint32_t mask;
  std::int64_t arg, token;
  std::uint64_t reserved[2];
};

static_assert(sizeof(entity_row) == sizeof(layout::entity));

/// What the events in sight will say by themselves.
struct in_sight {
  std::unordered_set<id> made, moved, watched, ended;

  void see(const event& e) {
    switch (e.kind) {
      case event_kind::create:
        made.insert(e.subject);
        [[fallthrough]];
      case event_kind::run:
      case event_kind::stop:
      case event_kind::wake:
        moved.insert(e.subject);
        break;
      case event_kind::end:
        ended.insert(e.subject);
        break;
      case event_kind::act:
        if (e.sub == static_cast<std::uint8_t>(verb::interest)) {
          watched.insert(e.subject);
        }
        break;
      default:
        break;
    }
  }
};

event retold(event_kind kind, std::uint8_t sub, const entity_row& row) {
  return {0,         kind, sub, static_cast<std::uint16_t>(row.place),
          row.thing, 0,    0,   0};
}

template <class Word>
std::uint8_t low(Word word) {
  return static_cast<std::uint8_t>(word);
}

void tell_made(const entity_row& row, std::vector<owned_event>& out) {
  event e = retold(event_kind::create, low(layout::kind_in(row.what)), row);
  e.ref = row.parent;
  e.str = row.text;
  e.arg = row.arg;
  out.push_back({e, row.thread});
}

void tell_watched(const entity_row& row, std::vector<owned_event>& out) {
  if (row.mask == 0 || space_of(row.thing) != id_space::descriptor) {
    return;
  }
  event e = retold(event_kind::act, low(verb::interest), row);
  e.ref = row.on;
  e.arg = row.mask;
  out.push_back({e, row.thread});
  e.sub = low(verb::token);
  e.arg = row.token;
  out.push_back({e, row.thread});
}

void tell_moved(const entity_row& row, std::vector<owned_event>& out) {
  event e = retold(event_kind::run, 0, row);
  switch (layout::state_in(row.what)) {
    case entity_state::running:
      break;
    case entity_state::waiting:
      e.kind = event_kind::stop;
      e.sub = low(layout::why_in(row.what));
      e.ref = row.on;
      break;
    case entity_state::ready:
      e.kind = event_kind::wake;
      e.ref = row.on;
      break;
    default:
      return;
  }
  out.push_back({e, row.thread});
}

std::vector<entity_row> read_table(const trace_file& file) {
  const file_plan& plan = file.plan();
  std::vector<entity_row> rows(2 * std::size_t{plan.entities_capacity});
  if (!file.read(plan.entities_offset, rows.data(),
                 rows.size() * sizeof(entity_row))) {
    rows.clear();
  }
  return rows;
}

/// The threads that own a ring, as rows of the same kind.
void add_threads(const trace_file& file, std::size_t rings,
                 std::vector<entity_row>& rows) {
  for (std::uint32_t i = 0; i < rings; ++i) {
    const layout::ring_head& ring = file.ring(i);
    if (ring.state.load(std::memory_order_acquire) !=
            layout::ring_state::owned ||
        ring.began.load() == layout::changing_hands) {
      continue;
    }
    entity_row row{};
    row.thing = row.thread = ring.owner.load();
    const std::uint32_t what = ring.what.load();
    row.what =
        layout::pack(thing_kind::thread,
                     ring.running.load() == row.thing ? layout::state_in(what)
                                                      : entity_state::waiting,
                     layout::why_in(what));
    row.on = ring.on.load();
    row.place = ring.place.load();
    row.text = ring.text.load();
    row.parent = ring.creator.load();
    row.arg = static_cast<std::int64_t>(row.thing & ~id_space_mask);
    rows.push_back(row);
  }
}

/// Which of the things that were told of are gone: those that would have a row
/// (or a ring) and do not. A counted thing whose row another one has may never
/// have had it, so it is left alone.
std::vector<id> gone(const std::unordered_set<id>& told,
                     const std::vector<entity_row>& rows,
                     std::uint32_t capacity, const in_sight& seen) {
  std::unordered_set<id> alive;
  for (const entity_row& row : rows) {
    alive.insert(row.thing);
  }
  std::vector<id> ended;
  for (const id thing : told) {
    const std::uint32_t number = thing & ~id_space_mask;
    const id_space space = space_of(thing);
    const bool has_row = space == id_space::thread ||
                         (space == id_space::descriptor && number < capacity) ||
                         (space == id_space::counted &&
                          rows[capacity + number % capacity].thing == 0);
    if (has_row && !alive.contains(thing) && !seen.made.contains(thing) &&
        !seen.moved.contains(thing) && !seen.ended.contains(thing)) {
      ended.push_back(thing);
    }
  }
  std::sort(ended.begin(), ended.end());
  return ended;
}

}  // namespace

void follower::restate(log& to, std::vector<entry>& out) {
  // The table first, the rings after it: what the table knows was published
  // before, so a thing made meanwhile comes as its own event.
  std::vector<entity_row> rows = read_table(*file_);
  if (rows.empty()) {
    return;  // cut off under us
  }
  add_threads(*file_, rings_.size(), rows);
  bool live = state() == writer_state::live;
  pull(live);
  in_sight seen;
  std::uint64_t earliest = now_ticks_;
  for (ring_cursor& ring : rings_) {
    for (const owned_event& e : ring.pending()) {
      seen.see(e.what);
    }
    if (!ring.pending().empty()) {
      earliest = std::min(earliest, ring.pending().front().what.ts);
    }
  }
  std::vector<owned_event> again;
  const id main_thread = thread_id_of(file_->plan().pid);
  for (const id thing :
       gone(told_, rows, file_->plan().entities_capacity, seen)) {
    again.push_back({{0, event_kind::end, 0, 0, thing, 0, 0, 0}, main_thread});
  }
  for (const entity_row& row : rows) {
    if (row.thing != 0 && !seen.made.contains(row.thing) &&
        !told_.contains(row.thing)) {
      tell_made(row, again);
      if (!seen.watched.contains(row.thing)) {
        tell_watched(row, again);
      }
    }
  }
  for (const entity_row& row : rows) {
    if (row.thing != 0 && !seen.moved.contains(row.thing)) {
      tell_moved(row, again);
    }
  }
  if (again.empty()) {
    return;
  }
  entry note{};
  last_ns_ = std::max(last_ns_, clock_.to_ns(earliest));
  note.t_ns = last_ns_;
  note.kind = event_kind::note;
  note.process = process_;
  note.text = to.add_text("attached here");
  out.push_back(note);
  for (owned_event& e : again) {
    e.what.ts = earliest;
    out.push_back(translate(to, e));
  }
}

}  // namespace looplab::trace::detail
