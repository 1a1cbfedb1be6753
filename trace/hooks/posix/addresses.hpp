// SPDX-License-Identifier: BSL-1.0
//
// Things that have nothing but an address: mutexes, condition variables,
// semaphores and the words that futexes wait on. One is told of when somebody
// first waits there, and never ends: the next one at the same address is the
// same thing here. Who waits is only counted, so that an unlock that wakes
// nobody is not told.
#pragma once

#include "trace/recorder.hpp"

namespace looplab::trace::hooks {

/// The id of the thing at `address`; tells create(kind) the first time. 0 when
/// there are too many.
id thing_at(const void* address, thing_kind kind, location where) noexcept;

/// Whether somebody waits at the address now; may say yes because somebody
/// waits at another address. Two loads.
bool is_waited_on(const void* address) noexcept;

/// Counts one who waits, between its stop and its run.
void begin_waiting_at(const void* address) noexcept;
void end_waiting_at(const void* address) noexcept;

}  // namespace looplab::trace::hooks
