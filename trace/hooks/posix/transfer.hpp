// SPDX-License-Identifier: BSL-1.0
//
// A call on a descriptor, told as `act`, and as a wait around it where the
// descriptor may make the caller wait. This is the whole of most hooks:
//
//   ssize_t read(int fd, void* into, std::size_t size) {
//     return transfer<"read">(&::read, {verb::read, fd}, fd, into, size);
//   }
#pragma once

#include <type_traits>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/waits.hpp"

namespace looplab::trace::hooks {

/// What a call does to a descriptor.
struct touch {
  verb what;
  int fd;
  bool never_waits = false;  ///< by its own flags (MSG_DONTWAIT)
  int other = -1;            ///< the other descriptor of a copy
};

/// A touch on its way: what begin_touch() found out.
struct touching {
  touch of;
  location where;
  wait waited;
};

touching begin_touch(const touch& t, const void* caller) noexcept;
void end_touch(const touching& t, std::int64_t result) noexcept;

template <class R, class... P>
[[gnu::noinline]] R watched_touch(const touch& t, const void* from,
                                  R (*real)(P...), P... args) {
  const touching now = begin_touch(t, from);
  const R result = real(args...);
  end_touch(now, result);
  return result;
}

/// Calls the next `Name`; when somebody records, tells what it did. The first
/// argument only says the type.
template <name Name, class R, class... P>
[[gnu::always_inline]] inline R transfer(R (*)(P...), const touch& t,
                                         std::type_identity_t<P>... args) {
  const auto real = next<Name, R(P...)>();
  if (!watching()) [[likely]] {
    return real(args...);
  }
  return watched_touch<R, P...>(t, caller(), real, args...);
}

}  // namespace looplab::trace::hooks
