// SPDX-License-Identifier: BSL-1.0
//
// What the coroutine hook adds to a co_await: the same coroutines with a task
// type as its author wrote it, and with the one line that makes it visible, in
// turns in one run; once while nobody records, and once while recording. Prints
// the best of many rounds, one `what|without|with` a line, in nanoseconds of
// this thread; asserts nothing.
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <coroutine>
#include <cstdio>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

#include "tests/hooks/own_task.hpp"
#include "trace/hooks/coroutine/traced_promise.hpp"

namespace {

using namespace looplab;

constexpr int rounds = 60;
constexpr int awaits = 20'000;

/// Lazy; hands over to whoever awaits it.
template <bool Seen>
class task {
  struct promise {
    task get_return_object() {
      return task(std::coroutine_handle<promise>::from_promise(*this));
    }

    std::suspend_always initial_suspend() noexcept { return {}; }

    test::hand_back final_suspend() noexcept { return {}; }

    void return_value(int what) { value = what; }

    void unhandled_exception() { throw; }

    int value = 0;
    std::coroutine_handle<> next;
  };

 public:
  using promise_type =
      std::conditional_t<Seen, trace::traced_promise<promise>, promise>;

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

  int await_resume() { return own_.promise().value; }

  std::coroutine_handle<promise> handle() const { return own_; }

 private:
  explicit task(std::coroutine_handle<promise> own) : own_(own) {}

  std::coroutine_handle<promise> own_;
};

std::coroutine_handle<> waiting;

/// Until the loop comes round again.
struct next_turn {
  bool await_ready() const { return false; }

  void await_suspend(std::coroutine_handle<> who) const { waiting = who; }

  void await_resume() const {}
};

struct nothing_to_wait_for {
  bool await_ready() const { return true; }

  void await_suspend(std::coroutine_handle<>) const {}

  void await_resume() const {}
};

template <bool Seen>
task<Seen> wait_for_turns(int count) {
  for (int i = 0; i < count; ++i) {
    co_await next_turn();
  }
  co_return count;
}

template <bool Seen>
task<Seen> never_wait(int count) {
  for (int i = 0; i < count; ++i) {
    co_await nothing_to_wait_for();
  }
  co_return count;
}

template <bool Seen>
[[gnu::noinline]] task<Seen> leaf(int value) {
  co_return value;
}

template <bool Seen>
task<Seen> ask_others(int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) {
    sum += co_await leaf<Seen>(i);
  }
  co_return sum;
}

double own_nanoseconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return 1e9 * static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec);
}

template <class Task>
double nanoseconds_an_await(const Task& whole) {
  const double from = own_nanoseconds();
  whole.handle().resume();
  while (!whole.handle().done()) {
    std::exchange(waiting, {}).resume();
  }
  return (own_nanoseconds() - from) / awaits;
}

template <class Make>
void report(const char* what, Make make) {
  double without = std::numeric_limits<double>::max();
  double with = without;
  for (int i = 0; i < rounds; ++i) {
    without = std::min(without, nanoseconds_an_await(make(std::false_type())));
    with = std::min(with, nanoseconds_an_await(make(std::true_type())));
  }
  std::printf("%s|%.2f|%.2f\n", what, without, with);
}

void measure() {
  report("a co_await that is ready at once",
         [](auto seen) { return never_wait<decltype(seen)::value>(awaits); });
  report("a co_await that waits for the loop", [](auto seen) {
    return wait_for_turns<decltype(seen)::value>(awaits);
  });
  report("a co_await of a coroutine, made and ended",
         [](auto seen) { return ask_others<decltype(seen)::value>(awaits); });
}

}  // namespace

// Recording is decided before main, so the second half is the same program
// started anew in place of the first.
int main(int, char** arguments) {
  const char* const trace = getenv("LOOPLAB_TRACE");
  measure();
  if (trace != nullptr && std::string_view(trace) == "on") {
    return 0;
  }
  std::fflush(stdout);
  setenv("LOOPLAB_TRACE", "on", 1);
  execv("/proc/self/exe", arguments);
  std::perror("bench_coroutine_hooks: cannot start itself again");
  return 3;
}
