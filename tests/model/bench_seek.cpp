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

#include "tests/model/log_builder.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::tests {
namespace {

using trace::verb;
using trace::wait_why;

const auto fd = log_builder::fd;

/// Of this process's own CPU, so that a busy machine does not spoil it.
double now_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 +
         static_cast<double>(t.tv_nsec) / 1e6;
}

/// One turn of a loop that serves `batch` of its clients; with `churn`, one of
/// them leaves and another comes.
void one_turn(log_builder& log, int clients, int batch, unsigned turn) {
  const auto client = [&](int i) {
    return static_cast<int>((turn * 7 + static_cast<unsigned>(i) * 13) %
                            static_cast<unsigned>(clients));
  };
  log.poll_begin(fd(4), 100).poll_end(fd(4), batch);
  for (int i = 0; i < batch; ++i) {
    log.ready(0, trace::readable, fd(4), 1000 + client(i));
  }
  for (int i = 0; i < batch; ++i) {
    const auto c = static_cast<trace::id>(client(i));
    log.wake(c + 1, fd(10 + client(i))).run(c + 1);
    log.act(fd(10 + client(i)), verb::read, 48);
    log.act(fd(10 + client(i)), verb::write, 96);
    log.stop(c + 1, wait_why::io, fd(10 + client(i)));
  }
}

void fill(log_builder& log, int clients, std::size_t size) {
  log.open(4, "epoll");
  for (int i = 0; i < clients; ++i) {
    log.open(10 + i, "socket").watch(10 + i, fd(4), 1, 1000 + i);
    log.task(static_cast<trace::id>(i) + 1, "client");
  }
  for (unsigned turn = 0; log.size() < size; ++turn) {
    one_turn(log, clients, 8, turn);
  }
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
  log_builder log;
  fill(log, clients, size);
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
  for (const int clients : {10, 200, 1000}) {
    looplab::tests::measure(clients);
  }
}
