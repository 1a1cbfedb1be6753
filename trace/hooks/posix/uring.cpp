// SPDX-License-Identifier: BSL-1.0
//
// io_uring as far as a library can see it, in the preloaded library only: the
// functions of liburing that hand over and that sleep. Which operations are
// begun and which are done passes through memory alone, by functions that are
// inlined into the program; that is not seen, and nothing is made up for it. A
// chapter's ring tells all of it itself.
#include <liburing.h>

#include "trace/hooks/posix/turns.hpp"

namespace looplab::trace::hooks {

namespace {

// liburing's functions call each other through the dynamic linker, and would
// come by here once more for the same sleep.
[[gnu::tls_model("initial-exec")]] constinit thread_local bool in_a_turn =
    false;

std::int64_t milliseconds(const __kernel_timespec* limit) {
  return limit == nullptr
             ? -1
             : limit->tv_sec * 1000 + (limit->tv_nsec + 999'999) / 1'000'000;
}

// What the kernel was asked to wait for may be there already; then this is a
// turn that does not sleep. liburing returns errors instead of setting errno.
template <name Name, class... P>
[[gnu::always_inline]] inline int take_ring_turn(
    int (*)(P...), bool waits, std::int64_t timeout_ms, io_uring* ring,
    std::type_identity_t<P>... args) {
  const auto real = next<Name, int(P...)>();
  if (!waits || in_a_turn || !watching()) {
    return real(args...);
  }
  const turn t = begin_turn(descriptor_id(ring->ring_fd), timeout_ms, caller());
  in_a_turn = true;
  const int result = real(args...);
  in_a_turn = false;
  const kept_errno kept;
  errno = -result;
  const bool failed = result < 0 && result != -ETIME;
  end_turn(t, failed ? -1 : std::int64_t{io_uring_cq_ready(ring)});
  hold_turn(t);
  return result;
}

}  // namespace

extern "C" {

int io_uring_submit(io_uring* ring) {
  const auto real = next<"io_uring_submit", int(io_uring*)>();
  const int count = real(ring);
  if (!in_a_turn && count > 0 && watching()) {
    const kept_errno kept;
    emit(event_kind::act, static_cast<std::uint8_t>(verb::post),
         location_of(caller()), descriptor_id(ring->ring_fd), 0, 0, count);
  }
  return count;
}

int io_uring_submit_and_wait(io_uring* ring, unsigned count) {
  return take_ring_turn<"io_uring_submit_and_wait">(
      &::io_uring_submit_and_wait, count > 0, -1, ring, ring, count);
}

int io_uring_submit_and_wait_timeout(io_uring* ring, io_uring_cqe** first,
                                     unsigned count, __kernel_timespec* limit,
                                     sigset_t* mask) {
  return take_ring_turn<"io_uring_submit_and_wait_timeout">(
      &::io_uring_submit_and_wait_timeout, count > 0, milliseconds(limit), ring,
      ring, first, count, limit, mask);
}

int io_uring_wait_cqes(io_uring* ring, io_uring_cqe** first, unsigned count,
                       __kernel_timespec* limit, sigset_t* mask) {
  return take_ring_turn<"io_uring_wait_cqes">(&::io_uring_wait_cqes, count > 0,
                                              milliseconds(limit), ring, ring,
                                              first, count, limit, mask);
}

int io_uring_wait_cqe_timeout(io_uring* ring, io_uring_cqe** first,
                              __kernel_timespec* limit) {
  return take_ring_turn<"io_uring_wait_cqe_timeout">(
      &::io_uring_wait_cqe_timeout, true, milliseconds(limit), ring, ring,
      first, limit);
}

// What io_uring_wait_cqe() and io_uring_wait_cqe_nr() become in the program
// when nothing is there yet. With a count of 0 it only looks.
int __io_uring_get_cqe(io_uring* ring, io_uring_cqe** first, unsigned submit,
                       unsigned count, sigset_t* mask) {
  return take_ring_turn<"__io_uring_get_cqe">(&::__io_uring_get_cqe, count > 0,
                                              -1, ring, ring, first, submit,
                                              count, mask);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
