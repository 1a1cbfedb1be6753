// SPDX-License-Identifier: BSL-1.0
//
// The same sieve on one thread: each prime is a coroutine, which receives by
// resuming the one before. usage: sieve_coroutines [LIMIT]
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace {

// What chapter 08 takes apart: a coroutine that hands out numbers.
class numbers {
 public:
  struct promise_type {
    int value = 0;

    numbers get_return_object() { return numbers(this); }

    std::suspend_always initial_suspend() { return {}; }

    std::suspend_always final_suspend() noexcept { return {}; }

    std::suspend_always yield_value(int number) {
      value = number;
      return {};
    }

    void return_void() { value = 0; }

    void unhandled_exception() {}
  };

  int receive() {  // 0: the end
    frame::from_promise(*promise_).resume();
    return promise_->value;
  }

 private:
  using frame = std::coroutine_handle<promise_type>;

  struct destroy {
    void operator()(promise_type* of) { frame::from_promise(*of).destroy(); }
  };

  explicit numbers(promise_type* own) : promise_(own) {}

  std::unique_ptr<promise_type, destroy> promise_;
};

numbers count_to(int limit) {
  for (int number = 2; number <= limit; ++number) {
    co_yield number;
  }
}

// [sieve]
numbers sieve(numbers from, int prime) {
  while (int number = from.receive()) {
    if (number % prime != 0) {
      co_yield number;
    }
  }
}

// [sieve]

}  // namespace

int main(int argc, char** argv) {
  int count = 0;
  numbers last = count_to(argc > 1 ? std::atoi(argv[1]) : 50);
  while (int prime = last.receive()) {
    std::printf("%s%d", count++ == 0 ? "" : " ", prime);
    last = sieve(std::move(last), prime);
  }
  std::printf("\n%d primes, %d coroutines\n", count, count + 1);
}
