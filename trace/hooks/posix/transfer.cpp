// SPDX-License-Identifier: BSL-1.0
//
// How a call on a descriptor is told.
#include "trace/hooks/posix/transfer.hpp"

#include "trace/hooks/posix/descriptors.hpp"

namespace looplab::trace::hooks {

touching begin_touch(const touch& t, const void* caller) noexcept {
  const kept_errno kept;
  touching now{t, location_of(caller), {}};
  if (!t.never_waits && may_wait(t.fd)) {
    now.waited = begin_wait(wait_why::io, descriptor_id(t.fd), now.where);
  }
  return now;
}

void end_touch(const touching& t, std::int64_t result) noexcept {
  const kept_errno kept;
  if (t.waited.who != 0) {
    end_wait(t.waited);
  }
  emit(event_kind::act, static_cast<std::uint8_t>(t.of.what), t.where,
       descriptor_id(t.of.fd), descriptor_id(t.of.other), 0,
       result < 0 ? -kept.value() : result);
}

}  // namespace looplab::trace::hooks
