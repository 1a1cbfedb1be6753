// SPDX-License-Identifier: BSL-1.0
//
// What a key costs on the live screen of a program with ten thousand tasks:
// from the key to the finished frame, without the terminal. Prints one line a
// key; judges nothing.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/model/log_builder.hpp"
#include "visualizer/frame/detail_view.hpp"

namespace looplab::tests {
namespace {

constexpr frame::size extent{120, 40};

/// Of this process's own CPU, so that a busy machine does not spoil it.
double now_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 +
         static_cast<double>(t.tv_nsec) / 1e6;
}

void fill(log_builder& log, trace::id tasks) {
  for (trace::id i = 1; i <= tasks; ++i) {
    log.task(i, "client " + std::to_string(i)).run(i);
    log.stop(i, trace::wait_why::io, log_builder::fd(static_cast<int>(i)));
  }
  for (trace::id turn = 0; turn < 20'000; ++turn) {
    const trace::id who = 1 + turn * 7 % tasks;
    log.wake(who).run(who);
    log.stop(who, turn % 3 == 0 ? trace::wait_why::lock : trace::wait_why::io,
             turn % 3 == 0 ? 0x60000001u : log_builder::fd(7));
  }
}

template <class Key>
void measure(const char* what, int times, Key key) {
  std::vector<double> ms;
  for (int i = 0; i < times; ++i) {
    const double begin = now_ms();
    key(i);
    ms.push_back(now_ms() - begin);
  }
  std::sort(ms.begin(), ms.end());
  std::printf("  %-34s median %8.3f ms   worst %8.3f ms\n", what,
              ms[ms.size() / 2], ms.back());
}

void run(trace::id tasks) {
  log_builder log;
  fill(log, tasks);
  model::timeline time(log.events());
  time.catch_up();
  frame::viewer who;
  who.cursor = time.size();
  const auto frame = [&] {
    draw_live(compose(log.events(), time, who, extent), extent, {});
  };
  std::printf("%u tasks, %zu entries\n", tasks, time.size());
  measure("a frame", 50, [&](int) { frame(); });
  const std::string filter = "client 99 waits:lock";
  measure("a letter of a filter", 20, [&](int i) {
    who.filter = filter.substr(0, static_cast<std::size_t>(i) + 1);
    frame();
  });
  who.filter.clear();
  measure("a lane down", 50, [&](int i) {
    const auto lanes = time.at(who.cursor).tasks;
    who.selected = lanes[static_cast<std::size_t>(i) * 37 % lanes.size()].self;
    frame();
  });
  measure("an event back", 50, [&](int) {
    --who.cursor;
    frame();
  });
  model::lives memory(time);
  frame::detail_choice chosen;
  measure("one lane by itself", 20, [&](int i) {
    chosen.who = 1 + static_cast<trace::id>(i) * 31 % tasks;
    draw_detail(compose_detail(time, memory, who, chosen, extent), extent, {});
  });
  measure("... and an event back there", 50, [&](int) {
    --who.cursor;
    draw_detail(compose_detail(time, memory, who, chosen, extent), extent, {});
  });
}

}  // namespace
}  // namespace looplab::tests

int main() {
  looplab::tests::run(100);
  looplab::tests::run(10'000);
}
