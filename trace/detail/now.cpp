// SPDX-License-Identifier: BSL-1.0
//
// Keeps the entity table true: one row for each descriptor (by its number) and
// one for each live counted thing. A thing that finds no free row has none;
// its events are recorded all the same. Names that no thread ever claims rows
// for (addresses) are not kept.
#include "trace/detail/writer.hpp"
#include "trace/recorder.hpp"

namespace looplab::trace::detail {

namespace {

using layout::entity;
using layout::entity_state;

constexpr auto relaxed = std::memory_order_relaxed;

entity* row_of(id thing) noexcept {
  const std::uint32_t capacity = own.head->entities_capacity;
  const std::uint32_t number = thing & ~id_space_mask;
  switch (space_of(thing)) {
    case id_space::descriptor:
      return number < capacity ? own.entities + number : nullptr;
    case id_space::counted:
      return own.entities + capacity + number % capacity;
    default:
      return nullptr;
  }
}

entity* living(id thing) noexcept {
  entity* row = row_of(thing);
  return row != nullptr && row->name_of.load(relaxed) == thing ? row : nullptr;
}

void set_state(entity& row, entity_state state, wait_why why, id on) noexcept {
  const thing_kind kind = layout::kind_in(row.what.load(relaxed));
  row.what.store(layout::pack(kind, state, why), relaxed);
  row.on.store(on, relaxed);
}

void made(writer& w, const event& e) noexcept {
  entity* row = row_of(e.subject);
  if (row == nullptr) {
    return;
  }
  id free = 0;
  // A descriptor's number is its row, whoever had it before; a counted id got
  // its row when it was made (see new_id), or finds it taken and has none.
  if (space_of(e.subject) == id_space::counted &&
      !row->name_of.compare_exchange_strong(free, e.subject, relaxed) &&
      free != e.subject) {
    return;
  }
  row->what.store(layout::pack(static_cast<thing_kind>(e.sub),
                               entity_state::made, wait_why::none),
                  relaxed);
  row->place.store(e.loc, relaxed);
  row->text.store(e.str, relaxed);
  row->parent.store(e.ref, relaxed);
  row->on.store(0, relaxed);
  row->mask.store(0, relaxed);
  row->token.store(0, relaxed);
  row->arg.store(e.arg, relaxed);
  row->thread.store(w.self, relaxed);
  row->name_of.store(e.subject, std::memory_order_release);
}

void ended(id thing) noexcept {
  if (entity* row = living(thing)) {
    row->name_of.store(0, relaxed);
  }
}

void moved(writer& w, const event& e, entity_state state,
           wait_why why) noexcept {
  if (e.subject == w.self) {
    w.ring->what.store(layout::pack(thing_kind::thread, state, why), relaxed);
    w.ring->on.store(e.ref, relaxed);
    w.ring->place.store(e.loc, relaxed);
  } else if (entity* row = living(e.subject)) {
    set_state(*row, state, why, e.ref);
    row->place.store(e.loc, relaxed);
    row->thread.store(w.self, relaxed);
  }
}

/// A callback is its own operation: it waits until that is done.
void started(writer& w, const event& e) noexcept {
  const entity* row = living(e.subject);
  if (row != nullptr &&
      layout::kind_in(row->what.load(relaxed)) == thing_kind::callback) {
    const bool timer = static_cast<verb>(e.sub) == verb::arm;
    moved(w, e, entity_state::waiting, timer ? wait_why::sleep : wait_why::io);
  }
}

void acted(const event& e) noexcept {
  const auto what = static_cast<verb>(e.sub);
  if (what == verb::close) {
    ended(e.subject);
    return;
  }
  if (what != verb::interest && what != verb::token) {
    return;
  }
  if (entity* row = living(e.subject)) {
    if (what == verb::interest) {
      row->on.store(e.arg == 0 ? 0 : e.ref, relaxed);
      row->mask.store(static_cast<std::uint32_t>(e.arg), relaxed);
    } else {
      row->token.store(e.arg, relaxed);
    }
  }
}

void named(writer& w, const event& e) noexcept {
  if (static_cast<note_kind>(e.sub) != note_kind::name) {
    return;
  }
  if (e.subject == w.self) {
    w.ring->text.store(e.str, relaxed);
  } else if (entity* row = living(e.subject)) {
    row->text.store(e.str, relaxed);
  }
}

}  // namespace

void note_now(writer& w, const event& e) noexcept {
  switch (e.kind) {
    case event_kind::create:
      return made(w, e);
    case event_kind::end:
      return ended(e.subject);
    case event_kind::run:
      w.running = e.subject;
      w.ring->running.store(e.subject, relaxed);
      return moved(w, e, entity_state::running, wait_why::none);
    case event_kind::stop:
      // What is stopped may be a task that never ran here: one that was just
      // made, and waits from its beginning.
      if (w.running == e.subject) {
        w.running = w.self;
        w.ring->running.store(w.self, relaxed);
      }
      return moved(w, e, entity_state::waiting, static_cast<wait_why>(e.sub));
    case event_kind::wake:
      return moved(w, e, entity_state::ready, wait_why::none);
    case event_kind::start:
      return started(w, e);
    case event_kind::act:
      return acted(e);
    case event_kind::note:
      return named(w, e);
    default:
      return;
  }
}

}  // namespace looplab::trace::detail
