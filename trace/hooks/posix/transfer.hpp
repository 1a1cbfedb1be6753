// SPDX-License-Identifier: BSL-1.0
//
// A call on a descriptor, told as `act`, and as a wait around it where the
// descriptor may make the caller wait. This is the whole of most hooks:
//
//   ssize_t read(int fd, void* into, std::size_t size) {
//     return transfer<"read">(&::read, {fd, verb::read}, fd, into, size);
//   }
#pragma once

#include <sys/socket.h>
#include <sys/uio.h>

#include <type_traits>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/waits.hpp"

namespace looplab::trace::hooks {

/// What a call does to a descriptor. Small enough for registers.
struct touch {
  int fd;
  verb what;
  bool never_waits = false;  ///< by its own flags (MSG_DONTWAIT)
  int other = -1;            ///< the other descriptor of a copy
};

/// A touch by a call with the flags of recv() and send().
inline touch message(int fd, verb what, int flags) noexcept {
  return {fd, what, (flags & MSG_DONTWAIT) != 0};
}

/// A touch by a call with the flags of preadv2() and pwritev2().
inline touch vectored(int fd, verb what, int flags) noexcept {
  return {fd, what, (flags & RWF_NOWAIT) != 0};
}

/// A touch on its way: what begin_touch() found out.
struct touching {
  location where;
  id who;  ///< who waits; 0 if nobody does
};

touching begin_touch(touch t, const void* caller) noexcept;
void end_touch(touch t, touching now, std::int64_t result) noexcept;

template <name Name, class R, class... P>
[[gnu::noinline]] R watched_transfer(const void* from, touch t, P... args) {
  const auto real = next<Name, R(P...)>();
  if (detail::must_be_silent()) {
    return real(args...);
  }
  const touching now = begin_touch(t, from);
  const R result = real(args...);
  end_touch(t, now, result);
  return result;
}

/// Calls the next `Name`; when somebody records, tells what it did. The first
/// argument only says the type.
template <name Name, class R, class... P>
[[gnu::always_inline]] inline R transfer(R (*)(P...), touch t,
                                         std::type_identity_t<P>... args) {
  if (!on()) [[likely]] {
    return next<Name, R(P...)>()(args...);
  }
  return watched_transfer<Name, R, P...>(caller(), t, args...);
}

}  // namespace looplab::trace::hooks
