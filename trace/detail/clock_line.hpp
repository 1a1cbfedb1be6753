// SPDX-License-Identifier: BSL-1.0
//
// Turns a file's ticks into nanoseconds of CLOCK_MONOTONIC: a straight line
// through two moments at which both clocks were read. It believes no slope
// that no real counter has.
#pragma once

#include <cstdint>

#include "trace/detail/clock.hpp"
#include "trace/layout.hpp"

namespace looplab::trace::detail {

class clock_line {
 public:
  clock_line() = default;

  clock_line(layout::clock_kind kind, clock_pair first, clock_pair last) {
    if (kind == layout::clock_kind::monotonic) {
      exact_ = true;  // ticks are nanoseconds: keep every bit
      return;
    }
    anchor_ = last;
    const double ticks =
        static_cast<double>(last.ticks) - static_cast<double>(first.ticks);
    const double ns =
        static_cast<double>(last.ns) - static_cast<double>(first.ns);
    slope_ = ticks > 0 ? ns / ticks : 1.0;
    if (!(slope_ > 0.01 && slope_ < 100.0)) {
      slope_ = 1.0;
    }
  }

  std::int64_t to_ns(std::uint64_t ticks) const {
    if (exact_) {
      return static_cast<std::int64_t>(ticks);
    }
    const auto distance = static_cast<std::int64_t>(ticks - anchor_.ticks);
    const double ns = static_cast<double>(distance) * slope_;
    if (!(ns > -4e18 && ns < 4e18)) {
      return 0;
    }
    // Unsigned, because a hostile file may make the sum wrap.
    return static_cast<std::int64_t>(
        anchor_.ns + static_cast<std::uint64_t>(static_cast<std::int64_t>(ns)));
  }

  std::uint64_t ticks_in(std::uint64_t ns) const {
    const double ticks = static_cast<double>(ns) / slope_;
    return ticks < 9e18 ? static_cast<std::uint64_t>(ticks)
                        : ~std::uint64_t{0} / 2;
  }

 private:
  clock_pair anchor_;
  double slope_ = 1.0;
  bool exact_ = false;
};

}  // namespace looplab::trace::detail
