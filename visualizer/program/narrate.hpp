// SPDX-License-Identifier: BSL-1.0
//
// A run without a screen: one line for every event, for pipes, logs and
// terminals that can show nothing else.
#pragma once

#include "visualizer/program/session.hpp"

namespace looplab::program {

/// Prints until the lesson is over or the program ends, then ends what was
/// started. Returns the exit code.
int narrate(session& run);

/// Like narrate(), but says nothing of the events: for `record`.
int follow(session& run);

/// What was found in it that is worth a warning, on stderr.
void print_found(session& run);

}  // namespace looplab::program
