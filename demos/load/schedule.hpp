// SPDX-License-Identifier: BSL-1.0
//
// When requests should start, in open loop: so many a second, as real clients
// come, whether the server is ready for them or not. It asks no clock; whoever
// asks it says what time it is. A request that could not start in time keeps
// the time it should have started at, and its latency is counted from there:
// otherwise a server that stalls would be asked less, and look fast.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "chapters/common/clock.hpp"

namespace looplab::load {

/// `total` starts at `per_second` a second. Not thread-safe.
class schedule {
 public:
  /// Requires: per_second > 0.
  schedule(common::time_point start, double per_second, std::uint64_t total)
      : start_(start), per_second_(per_second), total_(total), next_(start) {}

  bool exhausted() const { return taken_ == total_; }

  /// When the next one should start; NEVER when there is none.
  common::time_point next() const {
    return exhausted() ? common::NEVER : next_;
  }

  bool due(common::time_point now) const {
    return !exhausted() && next_ <= now;
  }

  /// Takes the next one, and says when it should have started. Requires: it is
  /// not exhausted.
  common::time_point take() {
    const common::time_point intended = next_;
    ++taken_;
    next_ = start_ + offset(taken_);
    return intended;
  }

  /// How many should have started by now and have not been taken.
  std::uint64_t overdue(common::time_point now) const {
    if (!due(now)) {
      return 0;
    }
    const std::chrono::duration<double> passed = now - start_;
    const auto begun =
        static_cast<std::uint64_t>(passed.count() * per_second_) + 1;
    return std::max(std::min(begun, total_), taken_ + 1) - taken_;
  }

 private:
  // From the start each time: adding an interval again and again would add its
  // rounding error, too.
  std::chrono::nanoseconds offset(std::uint64_t number) const {
    return std::chrono::nanoseconds(static_cast<std::int64_t>(
        static_cast<double>(number) * 1e9 / per_second_));
  }

  common::time_point start_;
  double per_second_;
  std::uint64_t total_;
  common::time_point next_;
  std::uint64_t taken_ = 0;
};

}  // namespace looplab::load
