// SPDX-License-Identifier: BSL-1.0
//
// A deadlock to look at: two threads, of which each has locked one of two and
// then wants the other. It knows nothing of being watched, and never ends.
#include <barrier>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>

int main() {
  std::mutex first, second;
  std::barrier both_have_one(2);
  const auto lock_both = [&](std::mutex& mine, std::mutex& theirs) {
    const std::lock_guard held(mine);
    both_have_one.arrive_and_wait();
    const std::lock_guard never(theirs);
  };
  std::jthread one(lock_both, std::ref(first), std::ref(second));
  std::jthread other(lock_both, std::ref(second), std::ref(first));
  std::puts("two threads are on their way");
  std::fflush(stdout);
}
