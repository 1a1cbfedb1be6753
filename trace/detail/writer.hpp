// SPDX-License-Identifier: BSL-1.0
//
// One thread's side of its ring. Everything the way of an event touches is in
// this one thread-local object. A writer never waits for a reader.
#pragma once

#include <atomic>
#include <cstdint>

#include "trace/detail/clock.hpp"
#include "trace/detail/session.hpp"
#include "trace/layout.hpp"

namespace looplab::trace::detail {

struct writer {
  layout::ring_head* ring = nullptr;
  layout::slot* slots = nullptr;
  std::uint64_t head = 0;
  std::uint64_t mask = 0;
  id self = 0;     ///< this thread
  id running = 0;  ///< the task last run on it
  id creator = 0;
  bool busy = false;     ///< an event is being written: a signal must not
  bool ended = false;    ///< the thread's ring was given back
  bool refused = false;  ///< there was no ring at `refused_at` releases
  std::uint8_t last_rounds = 0;
  std::uint32_t refused_at = 0;
};

[[gnu::tls_model("initial-exec")]] extern constinit thread_local writer mine;

/// Which clock; written before main.
extern constinit bool use_tsc;

/// A ring for this thread, with its first two events. False if there is none;
/// the event that wanted it has been counted.
bool claim_ring(writer& w, event_kind wanted_for, std::uint8_t sub) noexcept;

/// Gives the ring back when the thread ends.
void make_release_key() noexcept;

/// Forgets everything that belongs to the parent of a forked child.
void forget_ring(writer& w) noexcept;

/// Keeps the entity table true to what the event says.
void note_now(writer& w, const event& e) noexcept;

/// Forgets the indexes of strings and places (a forked child).
void forget_tables() noexcept;

/// Stands at the gate as long as it is closed for this thread and this kind.
void stand_at_gate(writer& w, event_kind kind, std::uint8_t sub,
                   id subject) noexcept;

/// Writes one event. The caller has set `busy`.
inline void put(writer& w, const event& e) noexcept {
  layout::slot& to = w.slots[w.head & w.mask];
  constexpr auto release = std::memory_order_release;
  to.word[0].store(read_clock(use_tsc), release);
  to.word[1].store(static_cast<std::uint64_t>(e.kind) |
                       std::uint64_t{e.sub} << 8 | std::uint64_t{e.loc} << 16 |
                       std::uint64_t{e.subject} << 32,
                   release);
  to.word[2].store(e.ref | std::uint64_t{e.str} << 32, release);
  to.word[3].store(static_cast<std::uint64_t>(e.arg), release);
  w.ring->head.store(++w.head, release);
}

}  // namespace looplab::trace::detail
