// SPDX-License-Identifier: BSL-1.0
//
// Tells events at a steady rate, for the bench of the screen: a loop with a few
// tasks that are made ready, run and stop, RATE events a second for SECONDS, by
// so many threads together.
#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "trace/recorder.hpp"

namespace {

namespace trace = looplab::trace;
using trace::event_kind;

constexpr trace::id loop_id = trace::descriptor_id(100);

/// Five events: one small turn.
void one_turn(trace::id task) {
  trace::emit(event_kind::poll, 0, 0, loop_id);
  trace::emit(event_kind::poll, 1, 0, loop_id, 0, 0, 1);
  trace::wake(task);
  trace::run(task);
  trace::stop(task, trace::wait_why::io, trace::descriptor_id(101));
}

void be_busy(int rate, int seconds) {
  std::vector<trace::id> tasks;
  for (int i = 0; i < 8; ++i) {
    tasks.push_back(trace::create(trace::thing_kind::task,
                                  "client " + std::to_string(i + 1)));
  }
  const auto begin = std::chrono::steady_clock::now();
  const int bursts = seconds * 1000;
  for (int burst = 0; burst < bursts; ++burst) {
    for (int i = 0; i < rate / 5000; ++i) {
      one_turn(tasks[static_cast<std::size_t>(i) % tasks.size()]);
    }
    std::this_thread::sleep_until(begin + std::chrono::milliseconds(burst + 1));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int rate = argc > 1 ? std::atoi(argv[1]) : 100'000;
  const int seconds = argc > 2 ? std::atoi(argv[2]) : 10;
  const int threads = argc > 3 ? std::atoi(argv[3]) : 1;
  std::vector<std::jthread> others;
  for (int i = 1; i < threads; ++i) {
    others.emplace_back(be_busy, rate / threads, seconds);
  }
  be_busy(rate / threads, seconds);
  return 0;
}
