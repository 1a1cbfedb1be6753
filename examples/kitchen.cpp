// SPDX-License-Identifier: BSL-1.0
//
// A task type of its own (task.hpp) and a loop that knows nothing but the time.
// Two places know of Looplab: the line of task.hpp that names the promise, and
// the function in which a pause says what it waits for.
#include <chrono>
#include <coroutine>
#include <cstdio>
#include <map>
#include <thread>

#include "task.hpp"

using steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

std::multimap<steady::time_point, std::coroutine_handle<>> due;

struct pause {
  explicit pause(steady::duration time) : time_(time) {}

  bool await_ready() const { return false; }

  void await_suspend(std::coroutine_handle<> who) const {
    due.emplace(steady::now() + time_, who);
  }

  void await_resume() const {}

  looplab::trace::waits waits_for() const noexcept {
    return {looplab::trace::wait_why::sleep, 0, time_ / 1ns};
  }

  steady::duration time_;
};

task boil(const char* what, steady::duration time) {
  std::printf("%s is on the stove\n", what);
  co_await pause(time);
  std::printf("%s is done\n", what);
}

task soup() {
  co_await boil("stock", 30ms);
  co_await boil("soup", 20ms);
}

task rice() {
  co_await boil("rice", 40ms);
}

int main() {
  task pots[] = {soup(), rice()};
  for (task& pot : pots) {
    pot.start();
  }
  while (!due.empty()) {
    const auto next = due.extract(due.begin());
    std::this_thread::sleep_until(next.key());
    next.mapped().resume();
  }
}
