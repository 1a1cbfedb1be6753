// SPDX-License-Identifier: BSL-1.0
//
// What happens to a handler of Boost.Asio, told in the words of the trace: it
// is created with its operation, becomes ready, runs, stops, ends. A handler is
// a task, and is its own operation; a coroutine is a task that awaits one
// operation after the other. Knows nothing of Asio's types; tracking.hpp does.
// It refuses to look anything up while nobody records.
#pragma once

#include <cstdint>

#include "trace/recorder.hpp"

namespace looplab::trace::asio {

/// What an operation stands in line for.
enum class wanted : std::uint8_t {
  descriptor,  ///< a descriptor's readiness
  time,        ///< a moment
  turn,        ///< nothing: it was posted and may run
  event,       ///< something else: a name's address, a signal, a channel
};

/// An operation as it is started. Texts must live as long as the program.
struct operation {
  const char* name = "";
  wanted what = wanted::event;
  verb deed = verb::none;
  int fd = -1;
  std::int64_t deadline_ns = 0;     ///< of CLOCK_MONOTONIC, for a time
  const void* code = nullptr;       ///< the handler's own code, if it is known
  const void* coroutine = nullptr;  ///< who awaits it, if one does
};

/// What an operation carries about with it: all zero, and never looked at,
/// while nobody records. One thread at a time uses it; Asio sees to that.
struct ticket {
  id task = 0;   ///< the handler, or the coroutine
  id op = 0;     ///< a handler is its own operation
  id cause = 0;  ///< what it waits for
  verb deed = verb::none;
  bool told = false;                ///< its result was
  bool named = true;                ///< a coroutine: after its function
  location where = 0;               ///< a coroutine: the line that awaits
  const void* coroutine = nullptr;  ///< its frame, nullptr for a handler
};

/// A line of the program that somebody stated, innermost first.
struct stated_place {
  const char* file;
  int line;
  const char* function;
  const stated_place* outer;
};

/// The innermost stated place of this thread.
[[gnu::tls_model(
    "initial-exec")]] extern constinit thread_local const stated_place* stated;

/// The coroutine whose executor was asked for last, which Asio does as it makes
/// the operation that the coroutine awaits; nullptr after that.
[[gnu::tls_model(
    "initial-exec")]] extern constinit thread_local const void* awaiting;

/// A handler on its way from its operation's end to its own.
struct passage {
  ticket of;
  const void* code = nullptr;
  passage* around = nullptr;  ///< the one on this thread it was called in
  id outer = 0;               ///< the task it was called from, if it was
  location where = 0;
  bool began = false;
  bool awaits = false;  ///< a coroutine that has not come to its end
};

/// The operation is about to start. May be called under a library's lock.
[[gnu::cold, gnu::noinline]] void created(ticket& t,
                                          const operation& what) noexcept;

/// Its work was done at the first attempt or when the descriptor was ready;
/// the handler stands in line now. May be called under a library's lock.
[[gnu::cold]] void succeeded(ticket& t, std::int64_t result) noexcept;

/// The handler is called with this result, or -errno.
[[gnu::cold]] void began(passage& p, std::int64_t result) noexcept;

/// The handler returned.
[[gnu::cold]] void returned(passage& p) noexcept;

/// The handler threw, or was destroyed without having been called.
[[gnu::cold]] void dropped(passage& p) noexcept;

/// All that waits for this descriptor was told to stop waiting.
[[gnu::cold]] void cancelled(int fd) noexcept;

/// An error whose number is no errno, in its own words, of the operation.
[[gnu::cold]] void remarked(const ticket& t, const char* words) noexcept;

}  // namespace looplab::trace::asio
