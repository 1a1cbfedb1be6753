// SPDX-License-Identifier: BSL-1.0
//
// Makes the coroutines of a task type of one's own visible: each is a task with
// its name, its parent and the line here it awaits. The promise stays as it
// is; the one the compiler is given is derived from it:
//
//   template <class T> class task {
//     struct promise { ... };  // as it was
//    public:
//     using promise_type = looplab::trace::traced_promise<promise>;
//
// or, for a task type of somebody else's, before its first coroutine:
//
//   template <class T, class... Arguments>
//   struct std::coroutine_traits<their::task<T>, Arguments...> {
//     using promise_type = looplab::trace::traced_promise<
//         typename their::task<T>::promise_type>;
//   };
//
// Good:   auto line = co_await reader.line();  // one co_await a line
// Bad:    co_await a() + co_await b();         // the same line twice
//
// It records nothing but these tasks, allocates nothing, locks nothing, and
// changes no order: off, each suspension and resumption has one branch more.
// README.md beside it says what it cannot see.
#pragma once

#include <coroutine>
#include <exception>
#include <source_location>
#include <type_traits>
#include <utility>

#include "trace/hooks/coroutine/steps.hpp"
#include "trace/hooks/coroutine/traced_awaiter.hpp"

namespace looplab::trace {

/// The promise `Own` of a task type, told of in the trace. `Own` may have any
/// of a promise's members, an `await_transform` too; it must not be final. Its
/// handles, `std::coroutine_handle<Own>`, stay good: both compilers put a
/// promise right behind the frame's two pointers, and `Own` begins it.
///
/// What is awaited may say what it waits for, by a member
///
///     looplab::trace::waits waits_for() const noexcept;
///
/// of it or of its awaiter, which is asked only while somebody records, when
/// it was not ready and before it is suspended. A task that is called and
/// awaited in one expression is known without that.
///
/// Thread safety: that of the coroutine, which one thread at a time runs or
/// destroys. The program may be held where a coroutine begins and goes on,
/// after an awaiter has suspended it, and at its end; so whoever resumes it
/// should have locked nothing. Errors: none; what does not fit is counted.
template <class Own>
class traced_promise : public Own {
 public:
  using trace_own = Own;
  struct trace_sign;  ///< the sign by which an awaited task is known

  using Own::Own;

  traced_promise() requires std::is_default_constructible_v<Own>
  = default;

  traced_promise(const traced_promise&) = delete;
  traced_promise& operator=(const traced_promise&) = delete;

  /// Destroyed before its end: it was never run, or never resumed.
  ~traced_promise() {
    if (trace_ticket_.task != 0 && !trace_ticket_.over) [[unlikely]] {
      coroutine::dropped(trace_ticket_);
    }
  }

  auto initial_suspend(
      std::source_location here = std::source_location::current()) {
    if (on()) [[unlikely]] {
      coroutine::made(trace_ticket_, trace_frame(), here);
    }
    const auto make = [this]() -> decltype(auto) {
      return Own::initial_suspend();
    };
    return coroutine::first_awaiter<traced_promise, decltype(make())>(
        *this, here, make);
  }

  template <class Awaited>
  auto await_transform(Awaited&& awaited, std::source_location here =
                                              std::source_location::current()) {
    const auto make = [&]() -> decltype(auto) {
      if constexpr (requires(Own & own) {
                      own.await_transform(std::forward<Awaited>(awaited), here);
                    }) {
        return Own::await_transform(std::forward<Awaited>(awaited), here);
      } else if constexpr (requires(Own & own) {
                             own.await_transform(
                                 std::forward<Awaited>(awaited));
                           }) {
        return Own::await_transform(std::forward<Awaited>(awaited));
      } else {
        return std::forward<Awaited>(awaited);
      }
    };
    return coroutine::traced_awaiter<traced_promise, decltype(make())>(
        *this, here, false, make);
  }

  /// Of a generator. A braced list cannot be yielded: name its type.
  template <coroutine::yielded_by<Own> Value>
  auto yield_value(Value&& yielded, std::source_location here =
                                        std::source_location::current()) {
    const auto make = [&]() -> decltype(auto) {
      return Own::yield_value(std::forward<Value>(yielded));
    };
    return coroutine::traced_awaiter<traced_promise, decltype(make())>(
        *this, here, true, make);
  }

  void unhandled_exception() noexcept(
      noexcept(std::declval<Own&>().unhandled_exception())) {
    trace_threw_ = true;
    try {
      Own::unhandled_exception();
    } catch (...) {
      coroutine::left(trace_end(), wait_why::finished);
      throw;
    }
  }

  auto final_suspend() noexcept {
    const coroutine::step s = trace_end();
    const auto make = [this]() -> decltype(auto) {
      return Own::final_suspend();
    };
    return coroutine::last_awaiter<traced_promise, decltype(make())>(s, make);
  }

  /// The task that stands for this coroutine; 0 while nobody has recorded.
  static id trace_task_of(std::coroutine_handle<traced_promise> who) noexcept {
    return who.promise().trace_ticket_.task;
  }

 private:
  template <class Promise, class Made>
  friend class coroutine::traced_awaiter;
  template <class Promise, class Made>
  friend class coroutine::first_awaiter;

  const void* trace_frame() noexcept {
    static_assert(alignof(traced_promise) == alignof(Own) ||
                      alignof(traced_promise) <= 2 * sizeof(void*),
                  "a handle to Own would not find its frame");
    return std::coroutine_handle<traced_promise>::from_promise(*this).address();
  }

  coroutine::step trace_end() noexcept {
    trace_ticket_.over = true;
    return on() ? coroutine::ended(trace_ticket_, trace_threw_
                                                      ? end_how::threw
                                                      : end_how::returned)
                : coroutine::step{};
  }

  coroutine::ticket trace_ticket_;
  bool trace_threw_ = false;
};

/// The task that stands for a suspended coroutine, given the handle of its
/// traced promise or of the promise as its author wrote it; 0 for an empty
/// handle, and while nobody has recorded. Undefined if it is not traced.
template <class Promise>
id task_of(std::coroutine_handle<Promise> who) noexcept {
  if (!who) {
    return 0;
  }
  if constexpr (requires { typename Promise::trace_sign; }) {
    return Promise::trace_task_of(who);
  } else {
    using promise = traced_promise<Promise>;
    return promise::trace_task_of(
        std::coroutine_handle<promise>::from_address(who.address()));
  }
}

/// What an awaiter that waits for a task says: `return waits_for_task(handle);`
template <class Promise>
waits waits_for_task(std::coroutine_handle<Promise> who) noexcept {
  return {wait_why::await, task_of(who)};
}

/// Tells that a suspended coroutine stands in line now, because of `cause` or
/// of whoever runs here. A scheduler may say it before it puts it there: after
/// that, another thread may already run it. Never holds the program.
template <class Promise>
void ready(std::coroutine_handle<Promise> who, id cause = 0) noexcept {
  if (on()) [[unlikely]] {
    if (const id task = task_of(who); task != 0) {
      emit(event_kind::wake, 0, 0, task, cause != 0 ? cause : current());
    }
  }
}

}  // namespace looplab::trace
