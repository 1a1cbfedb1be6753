// SPDX-License-Identifier: BSL-1.0
//
// The parent that outlives the screen, so that even a SIGKILL leaves a sane
// terminal. It draws nothing and reads no key.
#pragma once

#include <string_view>

namespace looplab::terminal {

/// Runs `body` in a child of this process and waits: after any death of the
/// child, SIGKILL included, the terminal is restored and one sentence is
/// printed. Returns the exit code to end with.
int supervise(int (*body)(int, char**), int argc, char** argv);

/// What the supervisor shall add to its sentence if this process, its child,
/// dies: a clause without a full stop, "" for nothing. Longer than 1000 bytes
/// it is cut off. Without a supervisor nothing happens. Thread safety: one
/// thread.
void leave_last_words(std::string_view clause);

}  // namespace looplab::terminal
