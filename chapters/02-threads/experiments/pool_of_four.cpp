// SPDX-License-Identifier: BSL-1.0
//
// A pool of N threads does N waits at a time, however short of work its
// threads are. usage: pool_of_four [THREADS [WAITS [MILLISECONDS]]]
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

std::atomic<int> left;         // waits that no thread has taken
std::atomic<int> under_way;    // waits that a thread is in now
std::atomic<int> at_once_max;  // the most of them at the same time

void work(std::chrono::milliseconds wait) {
  while (left.fetch_sub(1) > 0) {
    int now = ++under_way;
    int most = at_once_max.load();
    while (now > most && !at_once_max.compare_exchange_weak(most, now)) {
    }
    std::this_thread::sleep_for(wait);  // "the upstream answers"
    --under_way;
  }
}

}  // namespace

int main(int argc, char** argv) {
  auto argument = [&](int index, int otherwise) {
    return argc > index ? std::atoi(argv[index]) : otherwise;
  };
  int threads = std::clamp(argument(1, 4), 1, 1000);
  int waits = std::clamp(argument(2, 100), 1, 10000);
  std::chrono::milliseconds each(std::clamp(argument(3, 100), 1, 1000));

  left = waits;
  auto began = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> pool;
    for (int i = 0; i < threads; ++i) {
      pool.emplace_back(work, each);
    }
  }  // joins them
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::printf("%d threads, %d waits of %d ms: %d at once, %.2f s\n", threads,
              waits, static_cast<int>(each.count()), at_once_max.load(),
              took.count());
}
