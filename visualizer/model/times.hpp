// SPDX-License-Identifier: BSL-1.0
//
// Times and numbers that a program told, made such that one can reckon with
// them: a damaged log may say anything.
#pragma once

#include <algorithm>
#include <cstdint>

#include "trace/entry.hpp"

namespace looplab::model {

/// A moment on the clock of the log, in nanoseconds.
constexpr std::int64_t as_moment(std::int64_t told) {
  return std::clamp(told, std::int64_t{0}, trace::latest_ns);
}

/// Milliseconds in nanoseconds.
constexpr std::int64_t ns_of_ms(std::int64_t ms) {
  constexpr std::int64_t per_ms = 1'000'000;
  constexpr std::int64_t most = trace::latest_ns / per_ms;
  return std::clamp(ms, -most, most) * per_ms;
}

}  // namespace looplab::model
