// SPDX-License-Identifier: BSL-1.0
//
// Task types as a person writes them: a lazy task that hands over to whoever
// awaits it, one that starts at once and belongs to nobody, a generator; and
// the line in which coroutines wait for their turn. Each is made visible in the
// one line that names its promise, the generator from outside.
#pragma once

#include <condition_variable>
#include <coroutine>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

#include "trace/hooks/coroutine/traced_promise.hpp"

namespace looplab::test {

/// Thread safety: full.
class run_queue {
 public:
  void push(std::coroutine_handle<> one) {
    {
      const std::lock_guard held(lock_);
      line_.push_back(one);
    }
    filled_.notify_one();
  }

  /// The next; nothing if there is none.
  std::optional<std::coroutine_handle<>> pop() {
    const std::lock_guard held(lock_);
    return take();
  }

  /// Waits for the next one; nothing after close().
  std::optional<std::coroutine_handle<>> wait() {
    std::unique_lock held(lock_);
    filled_.wait(held, [this] { return closed_ || !line_.empty(); });
    return take();
  }

  void close() {
    {
      const std::lock_guard held(lock_);
      closed_ = true;
    }
    filled_.notify_all();
  }

 private:
  std::optional<std::coroutine_handle<>> take() {
    if (line_.empty()) {
      return std::nullopt;
    }
    const auto next = line_.front();
    line_.pop_front();
    return next;
  }

  std::mutex lock_;
  std::condition_variable filled_;
  std::deque<std::coroutine_handle<>> line_;
  bool closed_ = false;
};

/// Resumes whoever awaited the coroutine that ends.
struct hand_back {
  bool await_ready() noexcept { return false; }

  template <class Promise>
  std::coroutine_handle<> await_suspend(
      std::coroutine_handle<Promise> who) noexcept {
    const auto next = who.promise().next;
    return next ? next : std::noop_coroutine();
  }

  void await_resume() noexcept {}
};

template <class T>
class task {
  struct promise {
    task get_return_object() {
      return task(std::coroutine_handle<promise>::from_promise(*this));
    }

    std::suspend_always initial_suspend() noexcept { return {}; }

    hand_back final_suspend() noexcept { return {}; }

    void return_value(T what) { value = std::move(what); }

    void unhandled_exception() { error = std::current_exception(); }

    T value{};
    std::exception_ptr error;
    std::coroutine_handle<> next;
  };

 public:
  using promise_type = trace::traced_promise<promise>;

  task(task&& other) noexcept : own_(std::exchange(other.own_, {})) {}

  task& operator=(task&&) = delete;

  ~task() {
    if (own_) {
      own_.destroy();
    }
  }

  bool await_ready() const { return own_.done(); }

  std::coroutine_handle<> await_suspend(std::coroutine_handle<> who) {
    own_.promise().next = who;
    return own_;
  }

  T await_resume() {
    if (own_.promise().error) {
      std::rethrow_exception(own_.promise().error);
    }
    return std::move(own_.promise().value);
  }

  std::coroutine_handle<promise> handle() const { return own_; }

 private:
  explicit task(std::coroutine_handle<promise> own) : own_(own) {}

  std::coroutine_handle<promise> own_;
};

/// Begins when it is called and frees itself.
struct detached {
  struct promise {
    detached get_return_object() { return {}; }

    std::suspend_never initial_suspend() noexcept { return {}; }

    std::suspend_never final_suspend() noexcept { return {}; }

    void return_void() {}

    void unhandled_exception() { throw; }
  };

  using promise_type = trace::traced_promise<promise>;
};

/// Gives one number after the other. Its author never heard of the trace.
class numbers {
 public:
  struct promise_type {
    numbers get_return_object() {
      return numbers(std::coroutine_handle<promise_type>::from_promise(*this));
    }

    std::suspend_always initial_suspend() noexcept { return {}; }

    std::suspend_always final_suspend() noexcept { return {}; }

    std::suspend_always yield_value(int next) {
      value = next;
      return {};
    }

    void return_void() {}

    void unhandled_exception() { throw; }

    int value = 0;
  };

  numbers(const numbers&) = delete;
  numbers& operator=(const numbers&) = delete;

  ~numbers() { own_.destroy(); }

  std::optional<int> next() {
    own_.resume();
    return own_.done() ? std::nullopt : std::optional(own_.promise().value);
  }

 private:
  explicit numbers(std::coroutine_handle<promise_type> own) : own_(own) {}

  std::coroutine_handle<promise_type> own_;
};

}  // namespace looplab::test

template <class... Arguments>
struct std::coroutine_traits<looplab::test::numbers, Arguments...> {
  using promise_type =
      looplab::trace::traced_promise<looplab::test::numbers::promise_type>;
};
