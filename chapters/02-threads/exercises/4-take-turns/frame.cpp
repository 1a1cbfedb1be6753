// SPDX-License-Identifier: BSL-1.0
//
// The program around the lines of 02.4.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

struct job_queue {
  std::mutex mutex;
  std::condition_variable came;
  std::deque<std::function<void()>> jobs;
  bool closed = false;
};

void work(job_queue& queue) {
  auto& [mutex, came, jobs, closed] = queue;
  // [lines]
}
