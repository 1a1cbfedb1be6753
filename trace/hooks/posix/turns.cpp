// SPDX-License-Identifier: BSL-1.0
//
// How a turn is told.
#include "trace/hooks/posix/turns.hpp"

namespace looplab::trace::hooks {

turn begin_turn(id loop, std::int64_t timeout_ms, const void* caller) noexcept {
  const kept_errno kept;
  const turn t{loop != 0 ? loop : this_thread(), location_of(caller)};
  point(event_kind::poll, static_cast<std::uint8_t>(poll_phase::begin), t.where,
        t.loop, 0, 0, timeout_ms);
  return t;
}

void end_turn(const turn& t, std::int64_t result) noexcept {
  const kept_errno kept;
  emit(event_kind::poll, static_cast<std::uint8_t>(poll_phase::end), t.where,
       t.loop, 0, 0, result < 0 ? -kept.value() : result);
}

void hold_turn(const turn& t) noexcept {
  const kept_errno kept;
  hold(event_kind::poll, static_cast<std::uint8_t>(poll_phase::end), t.loop);
}

}  // namespace looplab::trace::hooks
