// SPDX-License-Identifier: BSL-1.0
//
// How much of everything a client may have. A server without limits works
// until the first client that is broken, slow or unkind.
#pragma once

#include <cstddef>

#include "chapters/common/clock.hpp"

namespace looplab::common {

/// Longest request target, in bytes; longer ones are answered 414.
inline constexpr std::size_t MAX_TARGET = 2048;

/// Longest head (request line and fields), in bytes; longer ones get 431.
inline constexpr std::size_t MAX_HEAD = 8192;

/// Longest request body, in bytes; longer ones are answered 413.
inline constexpr std::size_t MAX_BODY = 65536;

/// Answers wait until a client has taken them; beyond this many bytes its
/// further requests wait too.
inline constexpr std::size_t MAX_UNSENT = 65536;

/// Symbols in one `/quote`, each of them a question to the upstream.
inline constexpr std::size_t MAX_SYMBOLS = 16;

/// Steps of `/work`, in units.
inline constexpr unsigned MAX_UNITS = 10000;

/// The time limits of one run; 0 is no limit.
struct time_limits {
  /// For a client to send a whole request, to begin its next one, and to take
  /// its answer: each of the three on its own.
  milliseconds client{10000};
  /// For the upstream to answer one question; then the client gets 504.
  milliseconds upstream{5000};
};

}  // namespace looplab::common
