// SPDX-License-Identifier: BSL-1.0
//
// A call that asks the kernel what is ready, told as one turn: poll begin,
// poll end, then one `ready` for each thing that is. What is ready is written
// before the program may be held at the end, so that a held screen shows it.
#pragma once

#include <time.h>

#include <cstdint>
#include <type_traits>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/watching.hpp"

namespace looplab::trace::hooks {

/// One turn of `loop`; loop 0 is made the calling thread.
struct turn {
  id loop;
  location where;
};

turn begin_turn(id loop, std::int64_t timeout_ms, const void* caller) noexcept;

/// poll end with the count or -errno; does not hold yet.
void end_turn(const turn& t, std::int64_t result) noexcept;

/// Where the program may be held, after what is ready was told.
void hold_turn(const turn& t) noexcept;

/// -1 (for ever) when there is no limit. Rounded up: 0 is who does not wait.
inline std::int64_t milliseconds(const timespec* limit) noexcept {
  return limit == nullptr ? -1
                          : limit->tv_sec * std::int64_t{1000} +
                                (limit->tv_nsec + 999'999) / 1'000'000;
}

/// Calls the next `Name` as a turn of `loop`; `tell(turn, count)` tells what is
/// ready. The first argument only says the type.
template <name Name, class... P, class Tell>
[[gnu::always_inline]] inline int take_turn(int (*)(P...), id loop,
                                            std::int64_t timeout_ms, Tell tell,
                                            std::type_identity_t<P>... args) {
  const auto real = next<Name, int(P...)>();
  if (!watching()) [[likely]] {
    return real(args...);
  }
  const turn t = begin_turn(loop, timeout_ms, caller());
  const int count = real(args...);
  end_turn(t, count);
  if (count > 0) {
    tell(t, count);
  }
  hold_turn(t);
  return count;
}

}  // namespace looplab::trace::hooks
