// SPDX-License-Identifier: BSL-1.0
//
// One event as it is read: in the order of its run, in nanoseconds, with the
// words and places of its log instead of those of the program's memory.
#pragma once

#include <cstdint>

#include "trace/vocabulary.hpp"

namespace looplab::trace {

/// No entry is later, nor earlier than 0: 73 years of uptime. So nobody has to
/// fear that the difference of two times, or their sum, is no number.
inline constexpr std::int64_t latest_ns = std::int64_t{1} << 61;

/// `t_ns` is CLOCK_MONOTONIC; `place` and `text` index the log's own tables
/// (0 = not known), so that events of several processes can stand side by side.
struct entry {
  std::int64_t t_ns;
  event_kind kind;
  std::uint8_t sub;
  std::uint16_t process;  ///< index in log::processes()
  std::uint32_t place;
  id subject;
  id ref;
  std::uint32_t text;
  id thread;  ///< who emitted it
  std::int64_t arg;
};

}  // namespace looplab::trace
