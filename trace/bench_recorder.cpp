// SPDX-License-Identifier: BSL-1.0
//
// What an event costs, in nanoseconds: the least of several runs, because
// whatever else the machine does can only add. It starts itself once for each
// setting, as settings are read before main. Results are printed, never
// asserted.
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "trace/detail/clock.hpp"
#include "trace/recorder.hpp"

namespace trace = looplab::trace;
using trace::event_kind;

namespace {

constexpr int runs = 25;
constexpr int calls = 100'000;

// Keeps the compiler from moving the loop's work out of it.
void touch(int& value) {
  asm volatile("" : "+r"(value));
}

template <class Call>
double least(Call call) {
  double best = 1e9;
  for (int r = 0; r < runs; ++r) {
    const std::uint64_t from = trace::detail::nanoseconds();
    for (int i = 0; i < calls; ++i) {
      touch(i);
      call(i);
    }
    const std::uint64_t to = trace::detail::nanoseconds();
    best = std::min(best, static_cast<double>(to - from) / calls);
  }
  return best;
}

void show(const char* setting, const char* what, double ns) {
  std::printf("%-10s %-28s %6.1f ns\n", setting, what, ns);
}

void measure(const char* setting) {
  show(setting, "empty loop", least([](int) {}));
  show(setting, "emit",
       least([](int i) { trace::emit(event_kind::value, 0, 0, 1, 0, 0, i); }));
  show(setting, "point, gate open",
       least([](int i) { trace::point(event_kind::poll, 0, 0, 1, 0, 0, i); }));
  const trace::id task = trace::create(trace::thing_kind::task, "task");
  show(setting, "run + stop", least([task](int) {
         trace::run(task);
         trace::stop(task, trace::wait_why::await);
       }));
  show(setting, "create + end", least([](int) {
         trace::end(trace::create(trace::thing_kind::task, "client"));
       }));
  show(setting, "location_of, seen before", least([](int) {
         int place = trace::location_of(__builtin_return_address(0));
         touch(place);
       }));
  show(setting, "intern, seen before", least([](int) {
         int word = static_cast<int>(trace::intern("client 1's socket"));
         touch(word);
       }));
}

/// Starts this program again with other settings.
int measure_as(const char* record, const char* clock) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    setenv("LOOPLAB_TRACE", record, 1);
    setenv("LOOPLAB_TRACE_CLOCK", clock, 1);
    execl("/proc/self/exe", "bench_recorder", "--once",
          std::strcmp(record, "off") == 0 ? "off" : clock, nullptr);
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3) {
    measure(argv[2]);
    return 0;
  }
  return measure_as("off", "monotonic") == 0 && measure_as("on", "tsc") == 0 &&
                 measure_as("on", "monotonic") == 0
             ? 0
             : 1;
}
