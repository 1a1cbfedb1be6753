// SPDX-License-Identifier: BSL-1.0
//
// What becomes of one coroutine of a program's own, told in the words of the
// trace: it is made, runs, stops, ends. Knows nothing of promises and awaiters;
// traced_promise.hpp does. It refuses to look anything up while nobody records:
// whoever calls it has asked on() first.
#pragma once

#include <cstdint>
#include <source_location>

#include "trace/recorder.hpp"

namespace looplab::trace {

/// What a coroutine waits for, as its awaiter says it in `waits_for()`.
struct waits {
  wait_why why = wait_why::await;
  id on = 0;                ///< a task, a timer, `descriptor_id(fd)`; 0: unsaid
  std::int64_t amount = 0;  ///< of `wait_why::sleep`: how long, in ns
};

namespace coroutine {

/// What a coroutine carries about. One thread at a time uses it: the one that
/// runs the coroutine, or destroys it.
struct ticket {
  id task = 0;   ///< 0 while nobody has recorded
  id outer = 0;  ///< the task that runs again when this one stops
  bool over = false;
  bool yielded = false;  ///< it stands at a co_yield, where it may be left
};

/// The coroutine was called: there is a new task, made by whoever runs here.
[[gnu::cold]] void made(ticket& t, const void* frame,
                        const std::source_location& where) noexcept;

/// A task that stopped, and the one that its thread returns to.
struct step {
  id task = 0;
  id outer = 0;
};

/// It runs from now on, for the first time. May hold the program.
[[gnu::cold]] void began(ticket& t, const void* frame,
                         const std::source_location& where) noexcept;

/// It is about to wait; another thread may run it as soon as this was told.
/// Never holds the program: an awaiter may have locked something.
[[gnu::cold]] step stops(ticket& t, const waits& what,
                         const std::source_location& where) noexcept;

/// It has been handed to its awaiter, and this thread returns to whoever
/// resumed it. May hold the program.
[[gnu::cold]] void left(const step& s, wait_why why) noexcept;

/// As left(), but this thread goes on with the coroutine at `frame`.
[[gnu::cold]] void handed_over(const step& s, wait_why why,
                               const void* frame) noexcept;

/// It was not suspended after all, and runs as before.
[[gnu::cold]] void stayed(ticket& t, const step& s,
                          const std::source_location& where) noexcept;

/// It goes on after its wait. May hold the program.
[[gnu::cold]] void went_on(ticket& t, const void* frame,
                           const std::source_location& where) noexcept;

/// It has come to its end. May hold the program.
[[gnu::cold]] step ended(ticket& t, end_how how) noexcept;

/// It was destroyed before its end.
[[gnu::cold]] void dropped(ticket& t) noexcept;

/// The coroutine that was called last on this thread, to know it again in the
/// task that is awaited there and then.
[[gnu::tls_model(
    "initial-exec")]] extern constinit thread_local const void* last_made;

}  // namespace coroutine
}  // namespace looplab::trace
