// SPDX-License-Identifier: BSL-1.0
//
// The write side: what a program, its hooks and its machinery call to say what
// happens. It never allocates, locks or enters the kernel on the way of an
// event; the first event of a thread claims that thread's ring, which does.
//
// Good:   id t = trace::create(thing_kind::task, "client 1");
//         trace::run(t, cause);  ...  trace::stop(t, wait_why::io, what);
//         trace::end(t, end_how::returned);
// Bad:    run() for a second task on a thread without stop() of the first: the
//         reader shows one running task a thread and counts the second as lost
//         order.
//
// Off is the normal state: unless LOOPLAB_TRACE is `on` or `standby` in the
// environment at start, every function that says something is two loads and one
// branch.
#pragma once

#include <atomic>
#include <cstdint>
#include <source_location>
#include <string_view>

#include "trace/vocabulary.hpp"

namespace looplab::trace {

/// Index in the location table; 0 is "not known".
using location = std::uint16_t;

namespace detail {
/// Points at a word that is not 0 while somebody records: a constant 0, or the
/// word in the trace file that a reader sets to wake a program on standby.
/// Read relaxed: a late look costs an event, not order.
extern constinit std::atomic<const std::atomic<std::uint32_t>*> recording;
}  // namespace detail

/// Whether events are recorded now. Thread safety: any thread, any time.
inline bool on() noexcept {
  return detail::recording.load(std::memory_order_relaxed)
             ->load(std::memory_order_relaxed) != 0;
}

/// Appends one event to this thread's ring. Never blocks, never fails: what
/// does not fit the budget is counted. Safe in signal handlers (an event that
/// would interrupt another of the same thread is counted as lost).
void emit(event_kind kind, std::uint8_t sub, location loc, id subject,
          id ref = 0, std::uint32_t str = 0, std::int64_t arg = 0) noexcept;

/// emit(), then stands still here if the gate holds this kind or this thread.
/// Refuses to be called under a library's lock: whoever holds the program
/// would hold that lock too.
void point(event_kind kind, std::uint8_t sub, location loc, id subject,
           id ref = 0, std::uint32_t str = 0, std::int64_t arg = 0) noexcept;

/// The second half of point(), for whoever has more to tell of the moment
/// before the program may be held at it: stands still here if the gate holds
/// this kind or this thread.
void hold(event_kind kind, std::uint8_t sub, id subject) noexcept;

/// The text's offset in the string arena; 0 when the arena is full or
/// recording is off. Not for the hot path (takes ~20 ns when seen before).
std::uint32_t intern(std::string_view text) noexcept;

/// The location of a call, by its return address: lock-free, ~5 ns when seen
/// before. Async-signal-safe.
location location_of(const void* return_address) noexcept;
location location_of(const std::source_location& where) noexcept;
/// A line that was told in words; texts that live as long as the program.
location location_of(const char* file, const char* function, std::uint32_t line,
                     std::uint32_t column = 0) noexcept;

/// A number for a mutex, a condition variable or another thing that has only
/// an address: the same for the same address as long as the process lives; 0
/// when recording is off or 65535 addresses were seen. Async-signal-safe.
id address_id(const void* thing) noexcept;

/// This thread's id (a system call only the first time).
id this_thread() noexcept;

/// The task last `run` on this thread, or the thread itself.
id current() noexcept;

/// A new counted id and its create event. 0 when recording is off, and every
/// function below accepts 0 and does nothing with it but return.
id create(
    thing_kind kind, std::string_view name, id parent = 0, std::int64_t arg = 0,
    std::source_location where = std::source_location::current()) noexcept;

/// An id for a thing that its next event makes known (an operation by its
/// `start`); 0 when recording is off.
id reserve_id() noexcept;

/// create() for hooks: the name is interned, the place known, and the program
/// is never held here, so that a library's lock may be.
id create_at(thing_kind kind, std::uint32_t name, location where, id parent = 0,
             std::int64_t arg = 0) noexcept;

/// The task runs on this thread from now on, because of `cause`.
void run(id task, id cause = 0,
         std::source_location where = std::source_location::current()) noexcept;

/// The task no longer runs; it waits for `on`, for the reason `why`.
void stop(
    id task, wait_why why, id on = 0,
    std::source_location where = std::source_location::current()) noexcept;

/// The task is ready: it stands in line because of `cause`.
void wake(
    id task, id cause = 0,
    std::source_location where = std::source_location::current()) noexcept;

/// An operation or timer was started / has finished.
void start(
    id op, verb what, id resource = 0, std::int64_t amount = 0,
    std::source_location where = std::source_location::current()) noexcept;
void done(
    id op, verb what, std::int64_t result = 0,
    std::source_location where = std::source_location::current()) noexcept;

void end(id thing, end_how how = end_how::returned,
         std::source_location where = std::source_location::current()) noexcept;

}  // namespace looplab::trace
