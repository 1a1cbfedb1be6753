// SPDX-License-Identifier: BSL-1.0
//
// The functions of liburing that enter the kernel, as a student's code calls
// them: those of a watched ring go to it, all others to liburing.
#pragma once

#include <liburing.h>

namespace looplab::exercise {

/// liburing's own io_uring_submit_and_wait().
int enter_kernel(io_uring& ring, unsigned count);

}  // namespace looplab::exercise
