// SPDX-License-Identifier: BSL-1.0
//
// How a call on a descriptor is told.
#include "trace/hooks/posix/transfer.hpp"

#include "trace/hooks/posix/descriptors.hpp"

namespace looplab::trace::hooks {

touching begin_touch(touch t, const void* caller) noexcept {
  const kept_errno kept;
  touching now{location_of(caller), 0};
  if (!t.never_waits && may_wait(t.fd)) {
    now.who = current();
    point(event_kind::stop, static_cast<std::uint8_t>(wait_why::io), now.where,
          now.who, descriptor_id(t.fd));
  }
  return now;
}

void end_touch(touch t, touching now, std::int64_t result) noexcept {
  const kept_errno kept;
  const id descriptor = descriptor_id(t.fd);
  if (now.who != 0) {
    point(event_kind::run, 0, now.where, now.who, descriptor);
  }
  emit(event_kind::act, static_cast<std::uint8_t>(t.what), now.where,
       descriptor, descriptor_id(t.other), 0,
       result < 0 ? -kept.value() : result);
}

}  // namespace looplab::trace::hooks
