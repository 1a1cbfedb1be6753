// SPDX-License-Identifier: BSL-1.0
//
// The time that deadlines are made of. Nothing in this room asks a clock for
// it: whoever waits says what time it is, so that a test can say anything.
#pragma once

#include <algorithm>
#include <chrono>
#include <climits>

namespace looplab::common {

using steady = std::chrono::steady_clock;
using time_point = steady::time_point;
using milliseconds = std::chrono::milliseconds;

/// A deadline that never comes.
inline constexpr time_point NEVER = time_point::max();

/// `now + limit`; a limit of 0 is no limit.
inline time_point after(time_point now, milliseconds limit) {
  return limit.count() == 0 ? NEVER : now + limit;
}

/// The time-out to give to poll() or epoll_wait(): -1 for NEVER, else whole
/// milliseconds, rounded up so that the caller does not wake before its time.
inline int milliseconds_until(time_point deadline, time_point now) {
  if (deadline == NEVER) {
    return -1;
  }
  auto left = std::chrono::ceil<milliseconds>(deadline - now).count();
  return static_cast<int>(std::clamp<long>(left, 0, INT_MAX));
}

}  // namespace looplab::common
