// SPDX-License-Identifier: BSL-1.0
//
// How both sides name one byte of a trace file to the kernel's POSIX locks. It
// only fills in the request; whoever asks knows what the answer means.
#pragma once

#include <fcntl.h>

#include <cstdint>

namespace looplab::trace::detail {

/// `type` is F_WRLCK or F_UNLCK.
inline struct flock byte_lock(std::int64_t byte, short type) noexcept {
  struct flock lock {};

  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return lock;
}

}  // namespace looplab::trace::detail
