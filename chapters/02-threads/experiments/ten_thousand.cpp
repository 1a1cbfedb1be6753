// SPDX-License-Identifier: BSL-1.0
//
// What a thread that waits costs: addresses for its stack, which are only
// reserved, and memory, which is really there; and how many there can be. Does
// not go to the end of what the machine has. usage: ten_thousand [THREADS]
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <latch>
#include <system_error>
#include <thread>
#include <vector>

#include "chapters/02-threads/experiments/thread_limits.hpp"

namespace {

// A line of /proc/self/status or /proc/meminfo, in KiB.
double kib(const char* file, const std::string& name) {
  std::ifstream lines(file);
  std::string word;
  double value = 0;
  while (lines >> word) {
    if (word == name) {
      lines >> value;
    }
  }
  return value;
}

struct cost {
  double addresses = kib("/proc/self/status", "VmSize:");
  double memory = kib("/proc/self/status", "VmRSS:");
  double in_kernel = kib("/proc/meminfo", "KernelStack:");
};

long how_many(long wanted) {
  const auto limit = looplab::chapter::most_threads();
  if (wanted > limit.threads) {
    std::printf("%ld threads wanted; %s allows for %ld\n", wanted, limit.name,
                limit.threads);
  }
  return std::max(1L, std::min(wanted, limit.threads));
}

}  // namespace

int main(int argc, char** argv) {
  const auto count = how_many(argc > 1 ? std::atol(argv[1]) : 10'000);
  std::atomic<long> running = 0;
  std::latch leave(1);
  std::vector<std::jthread> waiting;
  waiting.reserve(static_cast<std::size_t>(count));
  const cost before;
  long made = 0;
  try {
    for (; made < count; ++made) {
      waiting.emplace_back([&] {
        ++running;
        leave.wait();
      });
    }
  } catch (const std::system_error& error) {
    std::printf("thread %ld could not be made: %s\n", made + 1, error.what());
  }
  while (running < made) {
    std::this_thread::yield();
  }
  const cost after;
  const auto threads = static_cast<double>(std::max(made, 1L));
  std::printf(
      "%ld threads wait, for each: %.0f KiB of addresses, %.1f KiB of memory, "
      "%.0f KiB in the kernel\n",
      made, (after.addresses - before.addresses) / threads,
      (after.memory - before.memory) / threads,
      (after.in_kernel - before.in_kernel) / threads);
  leave.count_down();
}
