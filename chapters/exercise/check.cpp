// SPDX-License-Identifier: BSL-1.0
//
// The report goes to the file that $LOOPLAB_CHECK_REPORT names, a line for
// each thing, its parts separated by tabs; without it, to standard output. The
// recorder is silent about it: the recording is the student's.
#include "chapters/exercise/check.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "chapters/exercise/own_trace.hpp"
#include "trace/detail/inside.hpp"
#include "trace/recorder.hpp"

namespace looplab::exercise {

namespace {

constexpr unsigned seconds_to_try = 5;
constexpr rlim_t memory_max = rlim_t{4} << 30U;

int report_fd = STDOUT_FILENO;

void put(std::string_view line) {
  const trace::detail::inside silent;
  (void)!::write(report_fd, line.data(), line.size());
}

[[noreturn]] void leave(int code) {
  ::_exit(code);
}

void out_of_time(int) {
  put("failed\tit was not done after five seconds\n");
  leave(1);
}

/// Whoever records us writes the first line of the report, once it knows where
/// our code lies in memory: a program that is over sooner has no lines to tell.
void wait_for_the_recorder() {
  struct stat about {};

  eventually(
      [&about] { return ::fstat(report_fd, &about) != 0 || about.st_size > 0; },
      10'000);
}

void note(const std::string& text) {
  trace::emit(trace::event_kind::note,
              static_cast<std::uint8_t>(trace::note_kind::text), 0,
              trace::current(), 0, trace::intern(text));
}

/// A student's mistake must not take the machine with it. Address space is
/// what a sanitizer needs most of, so it is not limited there.
void limit_memory() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  if (std::getenv("LOOPLAB_CHECK_SANITIZED") == nullptr) {
    const rlimit some{memory_max, memory_max};
    ::setrlimit(RLIMIT_AS, &some);
  }
}

std::size_t entries_of(const char* folder) {
  const trace::detail::inside silent;
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(folder)) {
    ++count;
  }
  return count;
}

}  // namespace

void trying(const property& what) {
  ::alarm(seconds_to_try);
  put(std::string("trying\t") + what.name + '\t' + what.sentence + '\t' +
      what.misconception + '\n');
  note(std::string("The test tries ") + what.name + ".");
  own_trace::look_from_here();
}

void expect(bool holds, std::string_view happened, const deed* moment) {
  if (holds) {
    return;
  }
  note("Here the test sees that it does not hold.");
  std::string line = "failed\t";
  line += happened;
  if (moment != nullptr) {
    line += '\t' + std::to_string(moment->thread) + '\t' +
            std::to_string(static_cast<int>(moment->kind)) + '\t' +
            std::to_string(moment->t_ns);
  }
  put(line + '\n');
  leave(1);
}

void cannot_try(std::string_view why) {
  put("missing\t" + std::string(why) + '\n');
  leave(1);
}

std::vector<deed> deeds() {
  return own_trace::deeds();
}

// There is some time to look around in, and who sleeps does not use it.
void expect_sleep() {
  constexpr std::ptrdiff_t enough = 8;  // for several threads to go to sleep
  const auto stops = [](const std::vector<deed>& all) {
    return std::ranges::count(all, trace::event_kind::stop, &deed::kind);
  };
  eventually([&stops] { return stops(deeds()) > enough; }, 100);
  const auto seen = deeds();
  const deed* nap = first(seen, sleeps);
  expect(nap == nullptr, "it slept for a time of its own choice", nap);
  expect(stops(seen) <= enough,
         "nothing happened, and " + std::to_string(stops(seen)) +
             " times a thread woke up to look and slept again",
         first(seen, [](const deed& one) {
           return one.kind == trace::event_kind::stop;
         }));
}

// Both counts are of what is there besides the folder being looked at.
std::size_t open_descriptors() {
  return entries_of("/proc/self/fd") - 1;
}

std::size_t threads() {
  return entries_of("/proc/self/task");
}

bool eventually(const std::function<bool()>& is_so, int most_ms) {
  using std::chrono::steady_clock;
  const trace::detail::inside silent;
  const auto end = steady_clock::now() + std::chrono::milliseconds(most_ms);
  while (!is_so()) {
    if (steady_clock::now() >= end) {
      return false;
    }
    const timespec moment{0, 200'000};
    ::nanosleep(&moment, nullptr);
  }
  return true;
}

}  // namespace looplab::exercise

int main() {
  using namespace looplab::exercise;
  if (const char* name = std::getenv("LOOPLAB_CHECK_REPORT")) {
    report_fd = ::open(name, O_WRONLY | O_APPEND | O_CLOEXEC);
    wait_for_the_recorder();
  }
  std::signal(SIGALRM, out_of_time);
  limit_memory();
  own_trace::open();
  test();
  put("passed\n");
  leave(0);
}
