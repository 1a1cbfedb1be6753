// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 02.4: two workers and jobs that wait for each other, a
// wake-up for nothing, and a queue that is closed while it is not empty.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"
#include "trace/name.hpp"

struct job_queue {
  std::mutex mutex;
  std::condition_variable came;
  std::deque<std::function<void()>> jobs;
  bool closed = false;
};

void work(job_queue& queue);

namespace looplab::exercise {

namespace {

constexpr property wakes_for_nothing{
    "wakes-for-nothing", "sleep again when it was woken for nothing"};
constexpr property at_the_same_time{
    "at-the-same-time", "run jobs at the same time on several threads"};
constexpr property once{"once", "run each job once"};
constexpr property all_jobs{
    "all-jobs", "run what is in the queue when that is closed, then return"};

class workers {
 public:
  explicit workers(unsigned count) {
    for (unsigned i = 0; i < count; ++i) {
      threads_.emplace_back([this, i] {
        trace::name_thread("worker " + std::to_string(i + 1));
        ids_[i] = this_tid();
        work(queue);
        ids_[i] = -1;
      });
    }
  }

  bool sleep() {
    bool all = true;
    for (std::size_t i = 0; i < threads_.size(); ++i) {
      all = all && eventually([&] { return ids_[i] != 0; }) &&
            asleep(ids_[i], 500);
    }
    return all;
  }

  bool one_has_left() const { return ids_[0] == -1 || ids_[1] == -1; }

  void put(const std::function<void()>& job) {
    const std::lock_guard lock(queue.mutex);
    queue.jobs.push_back(job);
    queue.came.notify_one();
  }

  void close() {
    {
      const std::lock_guard lock(queue.mutex);
      queue.closed = true;
    }
    queue.came.notify_all();
    for (auto& thread : threads_) {
      thread.join();
    }
  }

  job_queue queue;

 private:
  std::atomic<int> ids_[2] = {0, 0};
  std::vector<std::thread> threads_;
};

void try_waking() {
  trying(wakes_for_nothing);
  workers two(2);
  two.sleep();
  two.queue.came.notify_all();
  expect(two.sleep() && !two.one_has_left(),
         "woken for nothing, a worker left although the queue is open");
  two.close();
}

// Each of two jobs waits until both have begun.
void try_two_at_once() {
  trying(at_the_same_time);
  workers two(2);
  std::atomic<int> inside = 0;
  std::atomic<int> runs = 0;
  std::atomic<bool> met = true;
  const auto meet = [&] {
    ++runs;
    ++inside;
    met = eventually([&] { return inside >= 2; }) && met;
  };
  two.put(meet);
  eventually([&] { return inside == 1; });
  two.put([&] {
    ++runs;
    ++inside;
  });
  eventually([&] { return runs >= 2; });
  expect(met, "one job waited for the other to begin, and it did not");
  two.close();
  trying(once);
  expect(runs == 2, "2 jobs were run " + std::to_string(runs) + " times");
}

void try_closing() {
  trying(all_jobs);
  job_queue queue;
  int runs = 0;
  for (int i = 0; i < 3; ++i) {
    queue.jobs.emplace_back([&runs] { ++runs; });
  }
  queue.closed = true;
  work(queue);
  expect(runs == 3, "3 jobs were in the queue when it was closed, and " +
                        std::to_string(runs) + " were run");
}

}  // namespace

void test() {
  try_waking();
  try_two_at_once();
  try_closing();
}

}  // namespace looplab::exercise
