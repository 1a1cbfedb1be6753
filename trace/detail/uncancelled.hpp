// SPDX-License-Identifier: BSL-1.0
//
// The recorder opens, closes and writes where the program does not expect it,
// and these are cancellation points. A thread that has been cancelled must not
// learn it there, in a function that nothing may unwind.
#pragma once

#include <pthread.h>

namespace looplab::trace::detail {

/// Puts cancellation of this thread off while it lives.
class uncancelled {
 public:
  uncancelled() noexcept {
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_);
  }

  ~uncancelled() { pthread_setcancelstate(before_, nullptr); }

  uncancelled(const uncancelled&) = delete;
  uncancelled& operator=(const uncancelled&) = delete;

 private:
  int before_ = PTHREAD_CANCEL_ENABLE;
};

}  // namespace looplab::trace::detail
