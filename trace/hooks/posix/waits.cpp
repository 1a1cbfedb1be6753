// SPDX-License-Identifier: BSL-1.0
//
// stop and run around a call that may stand still.
#include "trace/hooks/posix/waits.hpp"

namespace looplab::trace::hooks {

wait begin_wait(wait_why why, id on, location where, gated held,
                std::int64_t amount) noexcept {
  const kept_errno kept;
  const wait w{current(), on, where, held};
  const auto tell = held == gated::yes ? &point : &emit;
  tell(event_kind::stop, static_cast<std::uint8_t>(why), where, w.who, on, 0,
       amount);
  return w;
}

void end_wait(const wait& w, std::int64_t result) noexcept {
  const kept_errno kept;
  const auto tell = w.held == gated::yes ? &point : &emit;
  tell(event_kind::run, 0, w.where, w.who, w.on, 0, result);
}

}  // namespace looplab::trace::hooks
