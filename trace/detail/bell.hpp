// SPDX-License-Identifier: BSL-1.0
//
// The bells of the gate: words in the shared file on which one side sleeps
// until the other changes them. It decides nothing about who may pass.
#pragma once

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>

#include "trace/layout.hpp"

namespace looplab::trace::detail {

// Never FUTEX_PRIVATE: the other side is another process.
inline long futex(std::atomic<std::uint32_t>& word, int operation,
                  std::uint32_t value,
                  const timespec* time = nullptr) noexcept {
  return syscall(SYS_futex, &word, operation, value, time, nullptr, 0);
}

inline void wake_all(std::atomic<std::uint32_t>& word) noexcept {
  futex(word, FUTEX_WAKE, 1 << 30);
}

/// The thread that stands at this ring's gate looks again whether it may pass.
inline void ring_bell(layout::ring_head& ring) noexcept {
  ring.bell.fetch_add(1);
  wake_all(ring.bell);
}

}  // namespace looplab::trace::detail
