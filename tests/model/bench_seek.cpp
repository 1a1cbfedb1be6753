// SPDX-License-Identifier: BSL-1.0
//
// What the model costs on a log of a million entries of a busy server: taking
// them in, going to a random moment, and the questions of one frame. Prints
// one line each; judges nothing.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <vector>

#include "tests/model/busy_loop.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::tests {
namespace {

/// Of this process's own CPU, so that a busy machine does not spoil it.
double now_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 +
         static_cast<double>(t.tv_nsec) / 1e6;
}

void report(const char* what, std::vector<double> ms) {
  std::sort(ms.begin(), ms.end());
  std::printf("  %-34s median %8.3f ms   worst %8.3f ms\n", what,
              ms[ms.size() / 2], ms.back());
}

template <class Question>
void ask(const char* what, std::size_t size, int times, Question question) {
  std::mt19937 random(1);
  std::vector<double> ms;
  for (int i = 0; i < times; ++i) {
    const std::size_t cursor = random() % (size + 1);
    const double begin = now_ms();
    question(cursor);
    ms.push_back(now_ms() - begin);
  }
  report(what, std::move(ms));
}

void measure(int clients) {
  constexpr std::size_t size = 1'000'000;
  busy_loop log(clients);
  log.grow(size);
  model::timeline time(log.events());
  const double begin = now_ms();
  time.catch_up();
  const double spent = now_ms() - begin;
  std::printf("%d clients, %zu entries\n", clients, time.size());
  std::printf(
      "  taking in: %.1f ns an entry, snapshots included; 100,000 "
      "events/s are %.2f %% of a core\n",
      spent * 1e6 / double(time.size()),
      spent / double(time.size()) * 100'000 / 1000 * 100);
  ask("seek to a random entry: at()", time.size(), 500,
      [&](std::size_t cursor) { time.at(cursor); });
  ask("... and a whole frame's questions", time.size(), 500,
      [&](std::size_t cursor) {
        time.at(cursor);
        time.before(cursor, 54);
        time.tell(cursor);
        time.turn_at(cursor);
      });
  ask("a frame at the live end", 0, 500, [&](std::size_t) {
    time.at(time.size());
    time.before(time.size(), 54);
    time.tell(time.size());
  });
  ask("a frame in real time: in_time()", time.size(), 200,
      [&](std::size_t cursor) {
        time.in_time(cursor, 54, time.time_scale(cursor, 54));
      });
  ask("... of as much as it looks through", time.size(), 200,
      [&](std::size_t cursor) { time.in_time(cursor, 54, 10'000'000); });
  ask("next turn", time.size(), 500,
      [&](std::size_t cursor) { time.next_turn(cursor); });
  ask("next change of a task", time.size(), 100,
      [&](std::size_t cursor) { time.next_change(cursor, 1); });
}

}  // namespace
}  // namespace looplab::tests

int main() {
  for (const int clients : {10, 200, 1000, 10'000}) {
    looplab::tests::measure(clients);
  }
}
