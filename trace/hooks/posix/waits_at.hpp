// SPDX-License-Identifier: BSL-1.0
//
// A wait at an address: a contended mutex, a condition variable, a futex. It
// may be held at the gate only if the program's own code asked for it; a
// library may hold locks of its own there, or be an allocator.
#pragma once

#include "trace/hooks/posix/addresses.hpp"
#include "trace/hooks/posix/user_place.hpp"
#include "trace/hooks/posix/waits.hpp"

namespace looplab::trace::hooks {

/// `holder` says who has what is waited for, and is asked only once the wait is
/// counted: whoever lets go after that tells it.
template <class Holder>
inline wait begin_wait_at(wait_why why, thing_kind kind, const void* address,
                          const void* caller, Holder holder) noexcept {
  const kept_errno kept;
  const user_call call = user_call_from(caller);
  begin_waiting_at(address);
  return begin_wait(why, thing_at(address, kind, call.where), call.where,
                    call.in_executable ? gated::yes : gated::no, holder());
}

inline wait begin_wait_at(wait_why why, thing_kind kind, const void* address,
                          const void* caller) noexcept {
  return begin_wait_at(why, kind, address, caller,
                       [] { return std::int64_t{0}; });
}

inline void end_wait_at(const wait& w, const void* address,
                        std::int64_t result = 0) noexcept {
  end_waiting_at(address);
  end_wait(w, result);
}

/// act(notify or unlock) at an address where somebody waits.
inline void tell_waiters(verb what, thing_kind kind, const void* address,
                         const void* caller, std::int64_t arg = 0) noexcept {
  if (!watching() || !is_waited_on(address)) {
    return;
  }
  const kept_errno kept;
  const location where = user_call_from(caller).where;
  emit(event_kind::act, static_cast<std::uint8_t>(what), where,
       thing_at(address, kind, where), 0, 0, arg);
}

}  // namespace looplab::trace::hooks
