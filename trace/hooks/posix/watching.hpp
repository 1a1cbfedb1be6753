// SPDX-License-Identifier: BSL-1.0
//
// Whether this call is to be told of at all. Not while nobody records, not
// while the recorder itself uses the C library, and not in a vfork child,
// which runs on its parent's memory and would write into its parent's rings.
#pragma once

#include <errno.h>

#include "trace/detail/inside.hpp"
#include "trace/recorder.hpp"

namespace looplab::trace::hooks {

[[gnu::always_inline]] inline bool watching() noexcept {
  return on() && !detail::must_be_silent();
}

/// The address the hook returns to: the place of the call in the program. Must
/// be inlined into the hook itself, and the hook must not be inlined.
[[gnu::always_inline]] inline const void* caller() noexcept {
  return __builtin_return_address(0);
}

/// Keeps errno as the program knows it while events are written.
class kept_errno {
 public:
  kept_errno() noexcept : error_{errno} {}

  kept_errno(const kept_errno&) = delete;
  kept_errno& operator=(const kept_errno&) = delete;

  ~kept_errno() { errno = error_; }

  int value() const noexcept { return error_; }

 private:
  int error_;
};

}  // namespace looplab::trace::hooks
