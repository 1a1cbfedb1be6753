// SPDX-License-Identifier: BSL-1.0
//
// What the stories of the target program share, and those about processes,
// which stand in a file of their own. A story returns the exit status.
#pragma once

#include <cstdint>

namespace looplab::trace::testing {

/// Says a number, so that a reader can tell whether one is missing.
void count(std::int64_t number);

/// Says that the story is over.
void done();

/// Stories that wait to be ended must not be ended before they are told.
void block_signal();
void wait_for_signal();

int forks(long);
int forks_cancelled(long);
int execs(long);
int execs_at_once(long);
int execs_other(long);
int reads_itself(long);
int vforks(long);
int closes_all(long);
int closes_and_goes_on(long);

}  // namespace looplab::trace::testing
