// SPDX-License-Identifier: BSL-1.0
//
// Small programs with task types of their own, one for each thing that can
// become of a coroutine. Each ends by itself and says what it did.
#include <atomic>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/hooks/own_task.hpp"

namespace looplab::test {

namespace {

run_queue line;

/// To the end of the line.
struct turn {
  bool await_ready() const { return false; }

  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> who) {
    trace::ready(who);
    line.push(who);
  }

  void await_resume() const {}

  trace::waits waits_for() const noexcept { return {trace::wait_why::yield}; }
};

/// Waits for what it is told, and never comes to wait.
struct almost {
  bool throws = false;

  explicit almost(bool then_throws) : throws(then_throws) {}

  bool await_ready() const { return false; }

  bool await_suspend(std::coroutine_handle<>) const {
    return throws ? throw std::runtime_error("on purpose") : false;
  }

  void await_resume() const {}

  trace::waits waits_for() const noexcept {
    return {trace::wait_why::io, trace::descriptor_id(0)};
  }
};

void run_all() {
  while (const auto next = line.pop()) {
    next->resume();
  }
}

template <class T>
void run(const task<T>& one) {
  line.push(one.handle());
  run_all();
}

task<std::string> leaf(std::string text) {
  co_await turn{};
  co_return text + " and back";
}

task<int> root(int count) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    all += co_await leaf("there is a text that is long enough to allocate");
    std::printf("%d: %zu\n", i, all.size());
  }
  co_return static_cast<int>(all.size());
}

void awaited() {
  run(root(1));
}

task<std::vector<void (*)(int)>> placed() {
  std::printf("%d\n", __LINE__ + 1);
  co_await turn{};
  co_return {};
}

void place() {
  run(placed());
}

task<int> speaker(std::string name, int count) {
  for (int i = 0; i < count; ++i) {
    std::printf("%s %d\n", name.c_str(), i);
    co_await turn{};
  }
  co_return count;
}

void order() {
  std::vector<task<int>> all;
  for (int i = 0; i < 7; ++i) {
    all.push_back(speaker("speaker " + std::to_string(i), i * 3 % 7));
    line.push(all.back().handle());
  }
  all.push_back(root(5));
  line.push(all.back().handle());
  run_all();
}

task<int> deep(int depth) {
  if (depth == 0) {
    co_return 0;
  }
  const int below = co_await deep(depth - 1);
  co_return below + 1;
}

task<int> deepest(int depth, int& answer) {
  answer = co_await deep(depth);
  co_return answer;
}

void chain(int depth) {
  int answer = 0;
  run(deepest(depth, answer));
  std::printf("%d\n", answer);
}

task<int> failing() {
  co_await turn{};
  throw std::runtime_error("on purpose");
}

task<int> catching() {
  try {
    co_return co_await failing();
  } catch (const std::runtime_error& error) {
    std::puts(error.what());
  }
  co_return 1;
}

void thrown() {
  run(catching());
}

task<int> stuck() {
  co_await std::suspend_always{};
  co_return 1;
}

void destroyed() {
  run(stuck());
}

void unstarted() {
  const auto never = stuck();
}

detached beside() {
  co_await turn{};
}

task<int> starter() {
  beside();
  co_return 1;
}

void nested() {
  run(starter());
}

numbers count_to(int last) {
  for (int i = 1; i <= last; ++i) {
    co_yield i;
  }
}

task<int> consumer(int last) {
  auto from = count_to(last);
  int sum = 0;
  for (int i = 0; i < 2; ++i) {
    sum += from.next().value_or(0);
  }
  co_return sum;
}

void generated() {
  run(consumer(1));
}

void left() {
  run(consumer(9));
}

task<int> refused() {
  co_await almost(false);
  try {
    co_await almost(true);
  } catch (const std::runtime_error&) {
  }
  co_return 1;
}

void almost_suspended() {
  run(refused());
}

task<int> say(trace::waits what) {
  struct awaiter : std::suspend_always {
    trace::waits what;

    explicit awaiter(trace::waits w) : what(w) {}

    trace::waits waits_for() const noexcept { return what; }
  };

  co_await awaiter(what);
  co_return 1;
}

void said() {
  const auto other = say({trace::wait_why::io, trace::descriptor_id(1)});
  const auto one = say({trace::wait_why::sleep, 0, 1'000'000});
  run(other);
  run(one);
  run(say(trace::waits_for_task(other.handle())));
}

task<int> worker(run_queue& from, std::atomic<int>& left, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    static_cast<void>(co_await leaf("a text that is long enough to allocate"));
  }
  if (--left == 0) {
    from.close();
  }
  co_return rounds;
}

/// Several threads take from one line.
void pool() {
  constexpr int tasks = 40;
  std::atomic<int> left = tasks;
  std::vector<task<int>> all;
  for (int i = 0; i < tasks; ++i) {
    all.push_back(worker(line, left, 50));
    line.push(all.back().handle());
  }
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([] {
      while (const auto next = line.wait()) {
        next->resume();
      }
    });
  }
}

const struct {
  std::string_view name;
  void (*tell)();
} stories[] = {{"awaited", awaited},
               {"place", place},
               {"order", order},
               {"thrown", thrown},
               {"destroyed", destroyed},
               {"unstarted", unstarted},
               {"nested", nested},
               {"generated", generated},
               {"left", left},
               {"almost", almost_suspended},
               {"said", said},
               {"pool", pool},
               {"chain",
                [] {
                  chain(10);
                }},
               {"deep", [] {
                  chain(100'000);
                }}};

}  // namespace

}  // namespace looplab::test

int main(int count, char** arguments) {
  for (const auto& story : looplab::test::stories) {
    if (count == 2 && story.name == arguments[1]) {
      story.tell();
      return 0;
    }
  }
  std::fputs("usage: coroutine_stories STORY\n", stderr);
  return 2;
}
