// SPDX-License-Identifier: BSL-1.0
//
// The parent that outlives the screen, so that even a SIGKILL leaves a sane
// terminal. It draws nothing and reads no key.
#pragma once

namespace looplab::terminal {

/// Runs `body` in a child of this process and waits: after any death of the
/// child, SIGKILL included, the terminal is restored and one sentence is
/// printed. Returns the exit code to end with.
int supervise(int (*body)(int, char**), int argc, char** argv);

}  // namespace looplab::terminal
