// SPDX-License-Identifier: BSL-1.0
//
// A program that reads its own trace, so that a hidden test can ask what the
// student's code did and not only what came out of it. Not for the code under
// test, and for one thread at a time.
#pragma once

#include <vector>

#include "chapters/exercise/check.hpp"

namespace looplab::exercise::own_trace {

/// Once, first of all. Without a recorder there is nothing to read.
void open();

/// deeds() begin here.
void look_from_here();

std::vector<deed> deeds();

}  // namespace looplab::exercise::own_trace
