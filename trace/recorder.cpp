// SPDX-License-Identifier: BSL-1.0
//
// The way of an event: one branch when nobody records; else a ring slot of
// four words, a clock reading and one published counter.
#include "trace/recorder.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include "trace/detail/writer.hpp"
#include "trace/name.hpp"

namespace looplab::trace {

namespace {

using detail::mine;
using detail::own;
using detail::writer;

/// Rings are not re-entrant: an event that a signal handler emits while this
/// thread is inside another one has no slot to go to. It is counted.
[[gnu::cold, gnu::noinline]] void count_interrupted() noexcept {
  if (own.base != nullptr) {
    own.head->interrupted.fetch_add(1, std::memory_order_relaxed);
  }
}

template <class Write>
inline bool with_ring(writer& w, event_kind kind, std::uint8_t sub,
                      Write write) noexcept {
  if (w.busy) [[unlikely]] {
    count_interrupted();
    return false;
  }
  w.busy = true;
  std::atomic_signal_fence(std::memory_order_seq_cst);
  const bool ours = w.ring != nullptr || detail::claim_ring(w, kind, sub);
  if (ours) [[likely]] {
    write();
  }
  std::atomic_signal_fence(std::memory_order_seq_cst);
  w.busy = false;
  return ours;
}

inline bool record(writer& w, const event& e) noexcept {
  return with_ring(w, e.kind, e.sub, [&]() noexcept {
    detail::put(w, e);
    detail::note_now(w, e);
  });
}

inline void record_point(const event& e) noexcept {
  writer& w = mine;
  if (record(w, e) && own.gate->mode.load(std::memory_order_relaxed) !=
                          layout::gate_mode::open) [[unlikely]] {
    detail::stand_at_gate(w, e.kind, e.sub, e.subject);
  }
}

template <class Word>
constexpr std::uint8_t low(Word word) noexcept {
  return static_cast<std::uint8_t>(word);
}

/// A counter whose row in the entity table is free, so that long-lived things
/// keep theirs. When all rows near are taken, the thing has none.
id new_id() noexcept {
  constexpr int tries = 64;
  const std::uint32_t capacity = own.head->entities_capacity;
  id made = 0;
  for (int i = 0; i < tries; ++i) {
    made = own.head->next_id.fetch_add(1, std::memory_order_relaxed) &
           ~id_space_mask;
    const layout::entity& row = own.entities[capacity + made % capacity];
    if (made != 0 && row.name_of.load(std::memory_order_relaxed) == 0) {
      break;
    }
  }
  return made;
}

}  // namespace

void emit(event_kind kind, std::uint8_t sub, location loc, id subject, id ref,
          std::uint32_t str, std::int64_t arg) noexcept {
  if (on()) {
    record(mine, {0, kind, sub, loc, subject, ref, str, arg});
  }
}

void point(event_kind kind, std::uint8_t sub, location loc, id subject, id ref,
           std::uint32_t str, std::int64_t arg) noexcept {
  if (on()) {
    record_point({0, kind, sub, loc, subject, ref, str, arg});
  }
}

void hold(event_kind kind, std::uint8_t sub, id subject) noexcept {
  writer& w = mine;
  if (on() && w.ring != nullptr &&
      own.gate->mode.load(std::memory_order_relaxed) != layout::gate_mode::open)
      [[unlikely]] {
    detail::stand_at_gate(w, kind, sub, subject);
  }
}

id this_thread() noexcept {
  writer& w = mine;
  if (w.self == 0) {
    w.self = thread_id_of(static_cast<std::uint32_t>(syscall(SYS_gettid)));
  }
  return w.self;
}

id current() noexcept {
  return mine.running != 0 ? mine.running : this_thread();
}

id reserve_id() noexcept {
  // The ring first (and, in a forked child, the file), because the id and the
  // name are looked up in it.
  return on() && with_ring(mine, event_kind::run, 0, []() noexcept {})
             ? new_id()
             : 0;
}

id create(thing_kind kind, std::string_view name, id parent, std::int64_t arg,
          std::source_location where) noexcept {
  const id made = reserve_id();
  if (made != 0) {
    record_point({0, event_kind::create, low(kind), location_of(where), made,
                  parent, intern(name), arg});
  }
  return made;
}

id create_at(thing_kind kind, std::uint32_t name, location where, id parent,
             std::int64_t arg) noexcept {
  const id made = reserve_id();
  if (made != 0) {
    record(mine,
           {0, event_kind::create, low(kind), where, made, parent, name, arg});
  }
  return made;
}

void run(id task, id cause, std::source_location where) noexcept {
  if (task != 0 && on()) {
    record_point(
        {0, event_kind::run, 0, location_of(where), task, cause, 0, 0});
  }
}

void stop(id task, wait_why why, id on_what,
          std::source_location where) noexcept {
  if (task != 0 && on()) {
    record_point({0, event_kind::stop, low(why), location_of(where), task,
                  on_what, 0, 0});
  }
}

void wake(id task, id cause, std::source_location where) noexcept {
  if (task != 0 && on()) {
    record_point(
        {0, event_kind::wake, 0, location_of(where), task, cause, 0, 0});
  }
}

void start(id op, verb what, id resource, std::int64_t amount,
           std::source_location where) noexcept {
  if (op != 0 && on()) {
    record_point({0, event_kind::start, low(what), location_of(where), op,
                  resource, 0, amount});
  }
}

void done(id op, verb what, std::int64_t result,
          std::source_location where) noexcept {
  if (op != 0 && on()) {
    record_point(
        {0, event_kind::done, low(what), location_of(where), op, 0, 0, result});
  }
}

void end(id thing, end_how how, std::source_location where) noexcept {
  if (thing != 0 && on()) {
    record_point(
        {0, event_kind::end, low(how), location_of(where), thing, 0, 0, 0});
  }
}

void name(int fd, std::string_view text) noexcept {
  if (fd >= 0 && on()) {
    emit(event_kind::note, low(note_kind::name), 0, descriptor_id(fd), 0,
         intern(text));
  }
}

void name_thread(std::string_view text) noexcept {
  if (on()) {
    emit(event_kind::note, low(note_kind::name), 0, this_thread(), 0,
         intern(text));
  }
}

}  // namespace looplab::trace
