// SPDX-License-Identifier: BSL-1.0
//
// Stands between a coroutine and what it awaits: tells that the coroutine stops
// and goes on, and where, and lets everything else through. Part of
// traced_promise.hpp; nobody else includes it.
#pragma once

#include <concepts>
#include <coroutine>
#include <cstring>
#include <source_location>
#include <type_traits>
#include <utility>

#include "trace/hooks/coroutine/steps.hpp"

namespace looplab::trace::coroutine {

/// As the language finds the awaiter of what is awaited.
template <class Awaited>
decltype(auto) awaiter_of(Awaited&& what) {
  if constexpr (requires { std::forward<Awaited>(what).operator co_await(); }) {
    return std::forward<Awaited>(what).operator co_await();
  } else if constexpr (requires {
                         operator co_await(std::forward<Awaited>(what));
                       }) {
    return operator co_await(std::forward<Awaited>(what));
  } else {
    return std::forward<Awaited>(what);
  }
}

template <class Value, class Promise>
concept yielded_by = requires(Promise& promise, Value&& value) {
  promise.yield_value(std::forward<Value>(value));
};

template <class Thing>
concept says_what_it_waits_for = requires(const Thing& thing) {
  { thing.waits_for() } -> std::convertible_to<waits>;
};

/// The task of a traced coroutine that was called just now and is awaited here;
/// 0 for anything else. Only objects that are nothing but a handle are known.
template <class Awaited>
id task_in(const Awaited& what) noexcept {
  if constexpr (requires {
                  typename std::coroutine_traits<
                      Awaited>::promise_type::trace_sign;
                } &&
                sizeof(Awaited) == sizeof(void*)) {
    using promise = typename std::coroutine_traits<Awaited>::promise_type;
    void* frame = nullptr;
    std::memcpy(&frame, static_cast<const void*>(&what), sizeof frame);
    if (frame != nullptr && frame == last_made) {
      return promise::trace_task_of(
          std::coroutine_handle<promise>::from_address(frame));
    }
  }
  return 0;
}

template <class Awaited, class Awaiter>
waits waits_of(const Awaited& what, const Awaiter& awaiter) noexcept {
  if constexpr (says_what_it_waits_for<Awaiter>) {
    return awaiter.waits_for();
  } else if constexpr (says_what_it_waits_for<Awaited>) {
    return what.waits_for();
  } else {
    return {wait_why::await, task_in(what)};
  }
}

/// Calls an awaiter with the handle it was written for: that of the promise
/// that is traced, or that of the promise as its author wrote it.
template <class Promise, class Awaiter>
decltype(auto) suspend(Awaiter& awaiter, std::coroutine_handle<Promise> who) {
  if constexpr (requires { awaiter.await_suspend(who); }) {
    return awaiter.await_suspend(who);
  } else {
    using own = std::coroutine_handle<typename Promise::trace_own>;
    return awaiter.await_suspend(own::from_address(who.address()));
  }
}

/// suspend(), and tells where this thread goes then. The coroutine may run on
/// another thread, or be gone, before it returns.
/// Calls `stays` if it has not been suspended after all.
template <class Promise, class Awaiter, class Stays>
decltype(auto) suspend_and_tell(Awaiter& awaiter,
                                std::coroutine_handle<Promise> who,
                                const step& s, wait_why why, Stays stays) {
  using result = decltype(suspend(awaiter, who));
  if constexpr (std::is_void_v<result>) {
    suspend(awaiter, who);
    left(s, why);
  } else if constexpr (std::is_same_v<result, bool>) {
    const bool suspended = suspend(awaiter, who);
    if (suspended) {
      left(s, why);
    } else {
      stays();
    }
    return suspended;
  } else {
    result next = suspend(awaiter, who);
    handed_over(s, why, next.address());
    return next;
  }
}

/// What is awaited, `Made`, is kept as a reference if it lives in the
/// expression that awaits, and as a value if the promise has made it.
/// No aggregate: GCC 12 destroys those twice in an expression that awaits.
template <class Promise, class Made>
class traced_awaiter {
 public:
  template <class Make>
  traced_awaiter(Promise& whose, const std::source_location& where, bool yields,
                 Make make)
      : whose_(whose),
        where_(where),
        yields_(yields),
        made_(make()),
        awaiter_(awaiter_of(static_cast<Made&&>(made_))) {}

  traced_awaiter(const traced_awaiter&) = delete;
  traced_awaiter& operator=(const traced_awaiter&) = delete;
  ~traced_awaiter() = default;

  bool await_ready() { return static_cast<bool>(awaiter_.await_ready()); }

  decltype(auto) await_suspend(std::coroutine_handle<Promise> who) {
    suspended_ = true;
    whose_.trace_ticket_.yielded = yields_;
    if (on()) [[unlikely]] {
      return tell(who);
    }
    return suspend(awaiter_, who);
  }

  decltype(auto) await_resume() {
    if (suspended_) {
      whose_.trace_ticket_.yielded = false;
      if (on()) [[unlikely]] {
        went_on(whose_.trace_ticket_, whose_.trace_frame(), where_);
      }
    }
    return awaiter_.await_resume();
  }

 private:
  [[gnu::cold, gnu::noinline]] decltype(auto) tell(
      std::coroutine_handle<Promise> who) {
    ticket& t = whose_.trace_ticket_;
    const waits what =
        yields_ ? waits{wait_why::await, t.outer} : waits_of(made_, awaiter_);
    const step s = stops(t, what, where_);
    const auto stays = [this, &s] {
      suspended_ = false;
      stayed(whose_.trace_ticket_, s, where_);
    };
    try {
      return suspend_and_tell(awaiter_, who, s, what.why, stays);
    } catch (...) {
      stays();
      throw;
    }
  }

  Promise& whose_;
  std::source_location where_;
  bool yields_;
  bool suspended_ = false;
  Made made_;
  decltype(awaiter_of(std::declval<Made>())) awaiter_;
};

/// The beginning: it may be a suspension, and is no wait.
template <class Promise, class Made>
class first_awaiter {
 public:
  template <class Make>
  first_awaiter(Promise& whose, const std::source_location& where, Make make)
      : whose_(whose),
        where_(where),
        made_(make()),
        awaiter_(awaiter_of(static_cast<Made&&>(made_))) {}

  first_awaiter(const first_awaiter&) = delete;
  first_awaiter& operator=(const first_awaiter&) = delete;
  ~first_awaiter() = default;

  bool await_ready() { return static_cast<bool>(awaiter_.await_ready()); }

  decltype(auto) await_suspend(std::coroutine_handle<Promise> who) {
    return suspend(awaiter_, who);
  }

  decltype(auto) await_resume() {
    if (on()) [[unlikely]] {
      began(whose_.trace_ticket_, whose_.trace_frame(), where_);
    }
    return awaiter_.await_resume();
  }

 private:
  Promise& whose_;
  std::source_location where_;
  Made made_;
  decltype(awaiter_of(std::declval<Made>())) awaiter_;
};

/// The end, which was told before: only where this thread goes is left to say.
template <class Promise, class Made>
class last_awaiter {
 public:
  template <class Make>
  last_awaiter(const step& s, Make make) noexcept
      : step_(s),
        made_(make()),
        awaiter_(awaiter_of(static_cast<Made&&>(made_))) {}

  last_awaiter(const last_awaiter&) = delete;
  last_awaiter& operator=(const last_awaiter&) = delete;
  ~last_awaiter() = default;

  bool await_ready() noexcept {
    const bool ready = static_cast<bool>(awaiter_.await_ready());
    if (ready && step_.task != 0) [[unlikely]] {
      left(step_, wait_why::finished);
    }
    return ready;
  }

  decltype(auto) await_suspend(std::coroutine_handle<Promise> who) noexcept {
    if (step_.task != 0) [[unlikely]] {
      const step s = step_;
      return suspend_and_tell(awaiter_, who, s, wait_why::finished, [] {});
    }
    return suspend(awaiter_, who);
  }

  decltype(auto) await_resume() noexcept { return awaiter_.await_resume(); }

 private:
  step step_;
  Made made_;
  decltype(awaiter_of(std::declval<Made>())) awaiter_;
};

}  // namespace looplab::trace::coroutine
