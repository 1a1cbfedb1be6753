// SPDX-License-Identifier: BSL-1.0
//
// What a hook adds to a call: one-byte reads of a pipe, through the hook and
// past it, turn by turn in one run, once while nobody records and once while
// recording. Prints the best of many rounds; asserts nothing.
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <limits>
#include <string_view>

namespace {

using read_function = ssize_t(int, void*, std::size_t);

constexpr int rounds = 60;
constexpr int calls = 16 * 1024;  // as many bytes as a pipe surely holds

struct best {
  double past = std::numeric_limits<double>::max();
  double through = std::numeric_limits<double>::max();
};

void fill(int to) {
  static const std::array<char, calls> bytes{};
  if (write(to, bytes.data(), bytes.size()) != calls) {
    std::perror("bench_hooks: cannot fill the pipe");
    std::exit(3);
  }
}

// This thread's own time, so that a busy machine changes little.
double own_nanoseconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return 1e9 * static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec);
}

double nanoseconds_a_call(read_function* reads, const int (&pipe)[2]) {
  fill(pipe[1]);
  char byte = 0;
  const double from = own_nanoseconds();
  for (int i = 0; i < calls; ++i) {
    if (reads(pipe[0], &byte, 1) != 1) {
      std::perror("bench_hooks: cannot read the pipe");
      std::exit(3);
    }
  }
  return (own_nanoseconds() - from) / calls;
}

best measure(int flags) {
  int pipe[2];
  if (pipe2(pipe, flags) != 0) {
    std::perror("bench_hooks: no pipe");
    std::exit(3);
  }
  auto* const real = reinterpret_cast<read_function*>(dlsym(RTLD_NEXT, "read"));
  best b;
  for (int i = 0; i < rounds; ++i) {
    b.past = std::min(b.past, nanoseconds_a_call(real, pipe));
    b.through = std::min(b.through, nanoseconds_a_call(&read, pipe));
  }
  close(pipe[0]);
  close(pipe[1]);
  return b;
}

void report(const char* what, const best& b) {
  std::printf("%-34s %8.1f %8.1f %8.1f\n", what, b.past, b.through,
              b.through - b.past);
}

}  // namespace

// Recording is decided before main, so the second half is the same program
// started anew in place of the first.
int main(int, char** arguments) {
  const char* const trace = getenv("LOOPLAB_TRACE");
  const bool recording = trace != nullptr && std::string_view(trace) == "on";
  if (!recording) {
    std::printf("%-34s %8s %8s %8s\n", "read of a pipe, ns a call", "past",
                "through", "added");
    report("nobody records, blocking", measure(0));
    std::fflush(stdout);
    setenv("LOOPLAB_TRACE", "on", 1);
    execv("/proc/self/exe", arguments);
    std::perror("bench_hooks: cannot start itself again");
    return 3;
  }
  report("recording, blocking (3 events)", measure(0));
  report("recording, non-blocking (1 event)", measure(O_NONBLOCK));
  return 0;
}
