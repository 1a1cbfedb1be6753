// SPDX-License-Identifier: BSL-1.0
//
// Who owns which ring. A thread claims one with its first event and gives it
// back when it ends; the next thread goes on in it where the last one stopped,
// so a server with a thread for each connection needs few rings.
#include <fcntl.h>
#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "trace/detail/inside.hpp"
#include "trace/detail/uncancelled.hpp"
#include "trace/detail/writer.hpp"
#include "trace/recorder.hpp"

namespace looplab::trace::detail {

constinit thread_local writer mine;
constinit thread_local unsigned quiet = 0;

namespace {

constinit pthread_key_t release_key{};
constinit bool have_key = false;

void release_ring(writer& w) noexcept {
  w.ended = true;
  if (w.ring == nullptr || w.busy) {
    return;
  }
  w.busy = true;
  put(w, {0, event_kind::end, static_cast<std::uint8_t>(end_how::returned), 0,
          w.self, 0, 0, 0});
  layout::ring_head* ring = w.ring;
  w.ring = nullptr;
  ring->state.store(layout::ring_state::ended, std::memory_order_release);
  own.head->releases.fetch_add(1);
  w.busy = false;
}

// Destructors of other keys may still emit, and so may hooks of what they
// call. Asking for further rounds puts ours behind theirs.
void on_thread_exit(void* self) noexcept {
  const inside guard;
  writer& w = *static_cast<writer*>(self);
  if (w.last_rounds++ < 2) {
    pthread_setspecific(release_key, self);
    return;
  }
  release_ring(w);
}

bool take(layout::ring_head& ring, layout::ring_state from) noexcept {
  return ring.state.load(std::memory_order_relaxed) == from &&
         ring.state.compare_exchange_strong(from, layout::ring_state::owned);
}

/// Marks the ring as ours. The order lets a reader that looks now know that
/// it cannot tell whose the newest events are.
void sign(writer& w, layout::ring_head& ring, std::uint32_t name) noexcept {
  ring.began.store(layout::changing_hands);
  ring.owner.store(w.self);
  ring.creator.store(w.creator);
  ring.text.store(name);
  ring.what.store(0);
  ring.on.store(0);
  ring.running.store(w.self);
  ring.chosen.store(0);
  ring.held_since.store(0);
  ring.consumed.store(ring.granted.load());
  ring.began.store(w.head);
}

void introduce(writer& w, std::uint32_t name) noexcept {
  const auto tid = static_cast<std::int64_t>(w.self & ~id_space_mask);
  put(w, {0, event_kind::create, static_cast<std::uint8_t>(thing_kind::thread),
          0, w.self, w.creator, name, tid});
  put(w, {0, event_kind::run, 0, 0, w.self, 0, 0, 0});
}

bool reserve_ring(std::uint32_t index) noexcept {
  const layout::ring_place at = layout::place_of_ring(*own.head, index);
  return reserve(at.offset, at.capacity * sizeof(layout::slot));
}

void count_unrecorded(writer& w) noexcept {
  if (!w.refused) {
    own.head->unrecorded_threads.fetch_add(1, std::memory_order_relaxed);
  }
  w.refused = true;
  own.head->unrecorded.fetch_add(1, std::memory_order_relaxed);
}

bool adopt(writer& w, std::uint32_t index) noexcept {
  layout::ring_head& ring = own.rings[index];
  const layout::ring_place at = layout::place_of_ring(*own.head, index);
  char comm[17] = {};
  prctl(PR_GET_NAME, comm);
  const std::uint32_t name = intern(comm);
  w.self = this_thread();
  w.slots = reinterpret_cast<layout::slot*>(own.base + at.offset);
  w.mask = at.capacity - 1;
  w.head = ring.head.load();
  w.running = w.self;
  sign(w, ring, name);
  std::uint32_t high = own.head->rings_high.load();
  while (high <= index &&
         !own.head->rings_high.compare_exchange_weak(high, index + 1)) {
  }
  w.ring = &ring;
  if (have_key) {
    pthread_setspecific(release_key, &w);
  }
  introduce(w, name);
  const clock_pair now = read_both(use_tsc);
  own.head->ticks1.store(now.ticks, std::memory_order_relaxed);
  own.head->ns1.store(now.ns, std::memory_order_relaxed);
  return true;
}

bool find_ring(writer& w) noexcept {
  const std::uint32_t releases = own.head->releases.load();
  if (w.refused && w.refused_at == releases) {
    count_unrecorded(w);
    return false;
  }
  for (std::uint32_t i = 0; i < own.head->ring_count; ++i) {
    if (take(own.rings[i], layout::ring_state::ended)) {
      return adopt(w, i);
    }
    if (take(own.rings[i], layout::ring_state::untouched)) {
      if (reserve_ring(i)) {
        return adopt(w, i);
      }
      own.rings[i].state.store(layout::ring_state::untouched);
      own.head->unrecorded.fetch_add(1);
      give_up(owns_descriptor() ? "the file system of the trace files is full"
                                : "it closed the descriptor of its trace file");
      return false;
    }
  }
  w.refused_at = releases;
  count_unrecorded(w);
  return false;
}

/// A child that is about to exec closes and duplicates descriptors first; a
/// file for it would be thrown away at once.
bool worth_a_file(event_kind kind, std::uint8_t sub) noexcept {
  if (kind == event_kind::act) {
    switch (static_cast<verb>(sub)) {
      case verb::read:
      case verb::write:
      case verb::accept:
      case verb::connect:
      case verb::send:
      case verb::receive:
      case verb::interest:
      case verb::lock:
        return true;
      default:
        return false;
    }
  }
  return kind != event_kind::create && kind != event_kind::end &&
         kind != event_kind::note;
}

}  // namespace

void make_release_key() noexcept {
  have_key = pthread_key_create(&release_key, on_thread_exit) == 0;
}

void forget_ring(writer& w) noexcept {
  w = writer{};
}

bool claim_ring(writer& w, event_kind wanted_for, std::uint8_t sub) noexcept {
  const inside guard;
  if (in_vfork_child()) {
    return false;
  }
  const uncancelled whole;
  switch (own.state.load(std::memory_order_acquire)) {
    case session_state::open:
      break;
    case session_state::inherited:
      if (worth_a_file(wanted_for, sub) && open_session()) {
        break;
      }
      [[fallthrough]];
    case session_state::opening:
      own.before_open.fetch_add(1);
      return false;
    case session_state::closed:
      return false;
  }
  if (w.ended) {
    count_unrecorded(w);
    return false;
  }
  return find_ring(w);
}

void before_rights_go() noexcept {
  const inside guard;
  const uncancelled whole;
  // One that may not write there yet, but is about to be given the right, is
  // left to its first event.
  if (own.state.load(std::memory_order_acquire) == session_state::inherited &&
      faccessat(AT_FDCWD, own.wishes.directory, W_OK | X_OK, AT_EACCESS) == 0) {
    open_session();
  }
}

bool in_vfork_child() noexcept {
  if ((quiet & after_vfork) == 0) {
    return false;
  }
  if (syscall(SYS_getpid) != static_cast<long>(own.pid)) {
    return true;
  }
  quiet &= ~after_vfork;
  return false;
}

void before_vfork() noexcept {
  quiet |= after_vfork;
}

void created_by(unsigned thread) noexcept {
  mine.creator = thread;
}

}  // namespace looplab::trace::detail
