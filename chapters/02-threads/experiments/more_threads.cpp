// SPDX-License-Identifier: BSL-1.0
//
// Are more threads faster? Two kinds of jobs, one that computes and one that
// waits, done by 1, 2, 4 ... 128 threads, on two processors at most: the same
// everywhere, whatever the machine has.
#include <sched.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>
#include <vector>

namespace {

std::atomic<unsigned long> result;  // so that computing is not left out

void compute() {
  unsigned long number = 1;
  for (int i = 0; i < 300'000; ++i) {
    number = number * 6364136223846793005UL + 1442695040888963407UL;
  }
  result = number;
}

void wait() {
  std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

// [rate]
double jobs_a_second(int threads, int jobs, void (*do_job)()) {
  std::atomic<int> left = jobs;
  auto began = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> pool;
    for (int i = 0; i < threads; ++i) {
      pool.emplace_back([&] {
        while (left.fetch_sub(1) > 0) {
          do_job();
        }
      });
    }
  }  // joins them
  std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  return jobs / took.count();
}

// [rate]

// Returns how many of ours are left.
int use_two_processors() {
  cpu_set_t ours, two;
  ::sched_getaffinity(0, sizeof ours, &ours);
  CPU_ZERO(&two);
  for (std::size_t i = 0; i < CPU_SETSIZE && CPU_COUNT(&two) < 2; ++i) {
    if (CPU_ISSET(i, &ours)) {
      CPU_SET(i, &two);
    }
  }
  ::sched_setaffinity(0, sizeof two, &two);
  return CPU_COUNT(&two);
}

}  // namespace

int main() {
  std::printf("processors: %d\njobs a second:\n", use_two_processors());
  std::printf("threads   computing   waiting\n");
  for (int threads : {1, 2, 4, 8, 32, 128}) {
    std::printf("%7d %11.0f", threads, jobs_a_second(threads, 500, compute));
    std::printf(" %9.0f\n", jobs_a_second(threads, 8 * threads, wait));
  }
}
