// SPDX-License-Identifier: BSL-1.0
//
// A task as many programs have one. A single line of it is there for Looplab.
#pragma once

#include <coroutine>
#include <exception>
#include <utility>

#include "trace/hooks/coroutine/traced_promise.hpp"

/// Begins when it is awaited, and goes back to whoever awaits it.
class task {
  struct promise {
    task get_return_object() {
      return task(std::coroutine_handle<promise>::from_promise(*this));
    }

    std::suspend_always initial_suspend() noexcept { return {}; }

    struct hand_back {
      bool await_ready() noexcept { return false; }

      std::coroutine_handle<> await_suspend(
          std::coroutine_handle<promise> who) noexcept {
        return who.promise().next;
      }

      void await_resume() noexcept {}
    };

    hand_back final_suspend() noexcept { return {}; }

    void return_void() {}

    void unhandled_exception() { std::terminate(); }

    std::coroutine_handle<> next = std::noop_coroutine();
  };

 public:
  // The one line: without Looplab it says `using promise_type = promise;`.
  using promise_type = looplab::trace::traced_promise<promise>;

  task(task&& other) noexcept : own_(std::exchange(other.own_, {})) {}

  ~task() {
    if (own_) {
      own_.destroy();
    }
  }

  void start() { own_.resume(); }

  bool await_ready() const { return false; }

  std::coroutine_handle<> await_suspend(std::coroutine_handle<> who) {
    own_.promise().next = who;
    return own_;
  }

  void await_resume() const {}

 private:
  explicit task(std::coroutine_handle<promise> own) : own_(own) {}

  std::coroutine_handle<promise> own_;
};
