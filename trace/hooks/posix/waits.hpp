// SPDX-License-Identifier: BSL-1.0
//
// A call that may stand still, told as stop and run of the one who waits, with
// a gate point at each. Nothing is left behind when the thread is cancelled in
// between: no lock is held and no destructor runs.
#pragma once

#include "trace/hooks/posix/watching.hpp"
#include "trace/recorder.hpp"

namespace looplab::trace::hooks {

/// Whether a wait may be held at the gate. A wait inside a library may be
/// under that library's lock, or in an allocator.
enum class gated : bool { no, yes };

/// One wait between its stop and its run.
struct wait {
  id who = 0;  ///< 0: not told
  id on = 0;
  location where = 0;
  gated held = gated::yes;
};

/// stop(who runs here, why, on). `amount` is the longest time in ns for a
/// sleep, for a lock who has it (see `event_kind::stop`), else 0. Keeps errno.
wait begin_wait(wait_why why, id on, location where, gated held = gated::yes,
                std::int64_t amount = 0) noexcept;

/// run(the same, because of what it waited on). `result` goes with it. Keeps
/// errno.
void end_wait(const wait& w, std::int64_t result = 0) noexcept;

/// -errno for a failed call that reports through errno, else its result.
inline std::int64_t outcome(std::int64_t result) noexcept {
  return result < 0 ? -errno : result;
}

}  // namespace looplab::trace::hooks
