// SPDX-License-Identifier: BSL-1.0
//
// The program's side of the gate. A closed gate is opened again by whichever
// thread first finds that its controller is dead: nobody stays held by a
// visualizer that was killed.
#include <cerrno>

#include "trace/detail/bell.hpp"
#include "trace/detail/byte_lock.hpp"
#include "trace/detail/inside.hpp"
#include "trace/detail/writer.hpp"
#include "trace/recorder.hpp"

namespace looplab::trace::detail {

namespace {

constexpr std::uint64_t patience_ns = 50'000'000;

bool controller_lives() noexcept {
  struct flock lock = byte_lock(layout::controller_lock_byte, F_WRLCK);
  if (owns_descriptor() && fcntl(own.file, F_GETLK, &lock) == 0 &&
      lock.l_type != F_UNLCK) {
    return true;
  }
  // A program that was told to begin held waits a while for its first one.
  return nanoseconds() < own.gate->first_until_ns.load();
}

void open_gate() noexcept {
  own.gate->first_until_ns.store(0);
  own.gate->mode.store(layout::gate_mode::open);
  const std::uint32_t high = own.head->rings_high.load();
  for (std::uint32_t i = 0; i < high; ++i) {
    ring_bell(own.rings[i]);
  }
}

bool held_here(const writer& w, event_kind kind) noexcept {
  if ((own.gate->kinds.load(std::memory_order_relaxed) & bit(kind)) == 0) {
    return false;
  }
  return own.gate->only_chosen.load(std::memory_order_relaxed) == 0 ||
         w.ring->chosen.load(std::memory_order_relaxed) != 0;
}

/// Waits until the bell rings, at most `ns`, and looks after the controller.
/// A signal ends the wait too, and must not keep us from looking: a program
/// with a profiler's timer never sleeps for long enough to time out.
void wait_for_bell(layout::ring_head& ring, std::uint32_t heard,
                   std::uint64_t ns) noexcept {
  const timespec time{0, static_cast<long>(ns)};
  const bool nobody_rang =
      futex(ring.bell, FUTEX_WAIT, heard, &time) != 0 && errno != EAGAIN;
  if (nobody_rang && !controller_lives()) {
    open_gate();
  }
}

void slow_down(const writer& w, event_kind kind) noexcept {
  layout::ring_head& ring = *w.ring;
  const std::uint64_t from = nanoseconds();
  for (;;) {
    const std::uint32_t heard = ring.bell.load();
    const std::uint64_t waited = nanoseconds() - from;
    const std::uint64_t whole = own.gate->slow_us.load() * 1000;
    if (own.gate->mode.load() != layout::gate_mode::slow || waited >= whole ||
        !held_here(w, kind)) {
      return;
    }
    const std::uint64_t left = whole - waited;
    wait_for_bell(ring, heard, left < patience_ns ? left : patience_ns);
  }
}

void hold(const writer& w, event_kind kind) noexcept {
  layout::ring_head& ring = *w.ring;
  for (;;) {
    const std::uint32_t heard = ring.bell.load();
    if (own.gate->mode.load() != layout::gate_mode::step ||
        !held_here(w, kind)) {
      // What was granted while nobody stood here would let a later hold leak.
      ring.consumed.store(ring.granted.load());
      return;
    }
    const std::uint32_t consumed = ring.consumed.load();
    if (ring.granted.load() != consumed) {
      ring.held_since.store(0);
      ring.consumed.store(consumed + 1);
      return;
    }
    wait_for_bell(ring, heard, patience_ns);
  }
}

void tell(gate_phase phase, writer& w) noexcept {
  emit(event_kind::gate, static_cast<std::uint8_t>(phase), 0, w.running);
}

}  // namespace

void stand_at_gate(writer& w, event_kind kind, std::uint8_t sub,
                   id subject) noexcept {
  const layout::gate_mode mode = own.gate->mode.load();
  if (w.ring == nullptr || mode == layout::gate_mode::open ||
      !held_here(w, kind)) {
    return;
  }
  const inside guard;
  const int kept = errno;
  layout::ring_head& ring = *w.ring;
  tell(gate_phase::held, w);
  ring.held_what.store(static_cast<std::uint32_t>(kind) | std::uint32_t{sub}
                                                              << 8);
  ring.held_subject.store(subject);
  if (mode == layout::gate_mode::slow) {
    slow_down(w, kind);
  }
  // Slow motion may have become a hold meanwhile.
  if (own.gate->mode.load() == layout::gate_mode::step) {
    ring.held_since.store(read_clock(use_tsc));
    hold(w, kind);
    ring.held_since.store(0);
    wake_all(ring.consumed);
  }
  tell(gate_phase::released, w);
  errno = kept;
}

}  // namespace looplab::trace::detail
