// SPDX-License-Identifier: BSL-1.0
//
// The two clocks of a trace: the time-stamp counter (10 ns to read) and
// CLOCK_MONOTONIC (22 ns). It does not decide which one is trustworthy; the
// writer's settings do, once.
#pragma once

#include <time.h>

#include <cstdint>
#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace looplab::trace::detail {

inline std::uint64_t nanoseconds(clockid_t clock = CLOCK_MONOTONIC) noexcept {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000'000u +
         static_cast<std::uint64_t>(t.tv_nsec);
}

inline std::uint64_t read_clock(bool tsc) noexcept {
#if defined(__x86_64__)
  if (tsc) {
    return __rdtsc();
  }
#endif
  static_cast<void>(tsc);
  return nanoseconds();
}

struct clock_pair {
  std::uint64_t ticks = 0;
  std::uint64_t ns = 0;
};

/// Both clocks at (nearly) one moment: of a few tries the one in which the
/// least time passed between the two readings of CLOCK_MONOTONIC.
inline clock_pair read_both(bool tsc) noexcept {
  clock_pair best;
  std::uint64_t least = ~std::uint64_t{0};
  for (int i = 0; i < 4; ++i) {
    const std::uint64_t before = nanoseconds();
    const std::uint64_t ticks = read_clock(tsc);
    const std::uint64_t after = nanoseconds();
    if (after - before < least) {
      least = after - before;
      best = {tsc ? ticks : before, before + (tsc ? least / 2 : 0)};
    }
  }
  return best;
}

}  // namespace looplab::trace::detail
