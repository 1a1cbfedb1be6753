// SPDX-License-Identifier: BSL-1.0
//
// Two threads count together. Two of the ways are data races, so anything may
// happen; lost_update_tsan is the same program, built with ThreadSanitizer, and
// tells of them. usage: lost_update race|steps|lock|pointer
#include <atomic>
#include <barrier>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

#include "chapters/03-sharing-or-sending/channel.hpp"

namespace {

constexpr int EACH = 100'000;

void twice(const std::function<void()>& work) {
  std::jthread first(work), second(work);
}

// Load, add, store: nothing keeps the other thread from storing in between.
void race() {
  volatile int count = 0;  // volatile makes it no better
  twice([&] {
    for (int i = 0; i < EACH; ++i) {
      count = count + 1;
    }
  });
  std::printf("%d times one more: %d\n", 2 * EACH, count);
}

// No data race, and an update is lost all the same: each step is atomic, the
// two together are not. Here both have loaded before either stores.
void steps() {
  std::atomic<int> count = 0;
  std::barrier loaded(2);
  twice([&] {
    const int before = count.load();
    loaded.arrive_and_wait();
    count.store(before + 1);
  });
  std::printf("2 times one more: %d\n", count.load());
}

void lock() {
  std::mutex guards_count;
  int count = 0;
  twice([&] {
    for (int i = 0; i < EACH; ++i) {
      std::lock_guard one_at_a_time(guards_count);
      ++count;
    }
  });
  std::printf("%d times one more: %d\n", 2 * EACH, count);
}

// [pointer]
// Sent, and shared all the same: the sender has kept what it sent.
void pointer() {
  looplab::chapter::channel<int*> counts("counts");
  int count = 0;
  std::jthread receiver([&] { ++**counts.receive(); });
  counts.send(&count);
  ++count;
}

// [pointer]

}  // namespace

int main(int argc, char** argv) {
  const std::string_view way = argc > 1 ? argv[1] : "race";
  (way == "race"    ? race
   : way == "steps" ? steps
   : way == "lock"  ? lock
                    : pointer)();
}
