// SPDX-License-Identifier: BSL-1.0
//
// Lines and threads that only grow, and those that come and go.
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/warnings/programs/trouble.hpp"
#include "trace/recorder.hpp"

namespace looplab::trouble {

namespace {

void tell_depth(trace::id jobs, std::int64_t depth) {
  trace::emit(trace::event_kind::value, 0, 0, jobs, 0, trace::intern("depth"),
              depth);
}

/// Threads that wait until all have been made, or end at once.
void make_threads(bool stay) {
  std::mutex lock;
  std::condition_variable all_made;
  bool over = false;
  std::vector<std::jthread> made;
  for (int i = 0; i < 240; ++i) {
    made.emplace_back([&] {
      std::unique_lock hold(lock);
      all_made.wait(hold, [&] { return over || !stay; });
    });
    pass_ms(6);
  }
  const std::scoped_lock hold(lock);
  over = true;
  all_made.notify_all();
}

}  // namespace

void queue_that_grows() {
  const trace::id jobs = trace::create(trace::thing_kind::channel, "jobs");
  for (int i = 0; i < 150; ++i) {
    tell_depth(jobs, i);
    pass_ms(10);
  }
}

void queue_that_is_emptied() {
  const trace::id jobs = trace::create(trace::thing_kind::channel, "jobs");
  for (int i = 0; i < 150; ++i) {
    tell_depth(jobs, i % 30 * 10);
    pass_ms(10);
  }
}

void thread_for_each() {
  make_threads(true);
}

void threads_that_end() {
  make_threads(false);
}

}  // namespace looplab::trouble
