// SPDX-License-Identifier: BSL-1.0
//
// A task type of its own, and a loop that knows nothing but the time. Two parts
// are there for Looplab: the line of promise_type, and rest::waits_for().
#include <chrono>
#include <coroutine>
#include <cstdio>
#include <map>
#include <thread>

#include "trace/hooks/coroutine/traced_promise.hpp"

using steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

std::multimap<steady::time_point, std::coroutine_handle<>> due;

/// Begins when it is awaited, and goes back to whoever awaits it.
class task {
  struct hand_back : std::suspend_always {
    std::coroutine_handle<> await_suspend(auto who) const noexcept {
      return who.promise().next;
    }
  };

  struct promise {
    auto get_return_object() {
      return std::coroutine_handle<promise>::from_promise(*this);
    }

    std::suspend_always initial_suspend() noexcept { return {}; }

    hand_back final_suspend() noexcept { return {}; }

    void return_void() {}

    void unhandled_exception() { throw; }

    std::coroutine_handle<> next = std::noop_coroutine();
  };

 public:
  using promise_type = looplab::trace::traced_promise<promise>;  // was: promise

  task(std::coroutine_handle<promise> own) : own_(own) {}

  task(const task&) = delete;

  ~task() { own_.destroy(); }

  void start() { own_.resume(); }

  bool await_ready() const { return false; }

  std::coroutine_handle<> await_suspend(std::coroutine_handle<> who) {
    own_.promise().next = who;
    return own_;
  }

  void await_resume() const {}

 private:
  std::coroutine_handle<promise> own_;
};

struct rest : std::suspend_always {
  explicit rest(steady::duration how_long) : time(how_long) {}

  void await_suspend(std::coroutine_handle<> who) const {
    due.emplace(steady::now() + time, who);
  }

  looplab::trace::waits waits_for() const noexcept {
    return {looplab::trace::wait_why::sleep, 0, time / 1ns};
  }

  steady::duration time;
};

task boil(const char* what, steady::duration time) {
  std::printf("%s is on the stove\n", what);
  co_await rest(time);
  std::printf("%s is done\n", what);
}

task soup() {
  co_await boil("stock", 30ms);
  co_await boil("soup", 20ms);
}

int main() {
  task pots[] = {soup(), boil("rice", 40ms)};
  pots[0].start();
  pots[1].start();
  while (!due.empty()) {
    const auto next = due.extract(due.begin());
    std::this_thread::sleep_until(next.key());
    next.mapped().resume();
  }
}
