// SPDX-License-Identifier: BSL-1.0
//
// A long recording, as somebody meets it who opens it: how long until there is
// something to see, how long until all of it is there, how long a key takes
// anywhere in it, and how much memory that needs. Prints JSON.
//
// usage: bench_recording [EVENTS [TASKS]]
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "tests/model/busy_loop.hpp"
#include "visualizer/model/stop_walk.hpp"
#include "visualizer/program/session.hpp"

namespace looplab::tests {
namespace {

/// Of this process's own CPU, so that a busy machine does not spoil it.
double now_ms() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) * 1e3 +
         static_cast<double>(t.tv_nsec) / 1e6;
}

/// A line of /proc/self/status, in MiB.
double mib_of(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":")) {
      return std::stod(line.substr(name.size() + 1)) / 1024;
    }
  }
  return 0;
}

/// Written part by part while the run goes on, in bounded memory.
bool write_run(const std::string& file, std::size_t events, int tasks) {
  std::string error;
  const auto to = trace::recording_writer::create(file, error);
  busy_loop run(tasks);
  run.events().entries().keep(4 * trace::entry_list::per_block);
  if (to) {
    run.events().entries().back_with(to->written());
  }
  bool good = to != nullptr;
  for (std::size_t size = 0; good && size < events;) {
    size = std::min(events, size + 30'000);
    run.grow(size);
    good = to->write(run.events(), error);
  }
  good = good && to->finish(run.events(), error);
  if (!good) {
    std::fprintf(stderr, "bench_recording: %s\n", error.c_str());
  }
  std::printf("  \"write_mib\": %.0f,\n", mib_of("VmHWM"));
  std::fflush(stdout);
  return good;
}

/// What is asked for one picture.
void ask_for_picture(const model::timeline& time, std::size_t cursor) {
  time.at(cursor);
  time.before(cursor, 54);
  time.tell(cursor);
  time.turn_at(cursor);
}

template <class Question>
void report(const char* name, const char* after, Question question) {
  std::vector<double> ms;
  for (int i = 0; i < 200; ++i) {
    const double begin = now_ms();
    question();
    ms.push_back(now_ms() - begin);
  }
  std::sort(ms.begin(), ms.end());
  std::printf("  \"%s_ms\": %.2f,\n  \"%s_worst_ms\": %.2f%s\n", name,
              ms[ms.size() / 2], name, ms.back(), after);
}

/// What never comes: the log's other end is found, or the search for it goes on
/// part by part.
void search_for_nobody(const model::timeline& time) {
  constexpr trace::id nobody = 1'000'000;
  const std::size_t middle = time.size() / 2;
  report("no_change", ",", [&] {
    time.next_change(middle, nobody, 0);
    time.previous_change(middle, nobody, 0);
  });
  model::stop never;
  never.what = model::stop_at::state;
  never.who = 17;
  never.state = model::task_state::failed;
  model::stop line;
  line.file = "nowhere.cpp";
  const std::vector<model::stop> rare = {never}, all = {never, line};
  report("no_stop", ",", [&] { model::next_stop(time, rare, 0, false); });
  model::stop_walk walk(time, all, 0, model::way::on);
  double whole = 0, worst = 0;
  for (auto got = model::stop_walk::result::more;
       got == model::stop_walk::result::more;) {
    const double begin = now_ms();
    got = walk.go_on(50'000, false);
    whole += now_ms() - begin;
    worst = std::max(worst, now_ms() - begin);
  }
  std::printf("  \"search_ms\": %.0f,\n  \"search_part_worst_ms\": %.2f,\n",
              whole, worst);
}

bool read_run(const std::string& file) {
  std::string note, error;
  const double begin = now_ms();
  const auto run = program::session::replay(file, note, error);
  if (!run) {
    std::fprintf(stderr, "bench_recording: %s\n", error.c_str());
    return false;
  }
  ask_for_picture(run->time(), 0);
  std::printf("  \"first_picture_ms\": %.0f,\n", now_ms() - begin);
  while (run->collect(std::chrono::steady_clock::now()) > 0) {
  }
  ask_for_picture(run->time(), run->time().size());
  std::printf("  \"whole_ms\": %.0f,\n", now_ms() - begin);
  const model::timeline& time = run->time();
  std::mt19937 random(1);
  const auto anywhere = [&] {
    return random() % (time.size() + 1);
  };
  report("seek", ",", [&] { ask_for_picture(time, anywhere()); });
  std::size_t cursor = time.size() / 2;
  report("step", ",", [&] { ask_for_picture(time, --cursor); });
  const auto anybody = [&] {
    return static_cast<trace::id>(1 + random() % 100);
  };
  report("change", ",", [&] { time.next_change(anywhere(), anybody(), 0); });
  report("change_back", ",",
         [&] { time.previous_change(anywhere(), anybody(), 0); });
  search_for_nobody(time);
  std::printf("  \"events\": %zu,\n  \"read_mib\": %.0f\n", time.size(),
              mib_of("VmHWM"));
  return true;
}

/// In a process of its own, so that its memory is its own, too.
template <class Work>
bool apart(Work work) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const bool good = work();
    std::fflush(stdout);
    _exit(good ? 0 : 1);
  }
  int status = 1;
  waitpid(child, &status, 0);
  return status == 0;
}

}  // namespace
}  // namespace looplab::tests

int main(int argc, char** argv) {
  using namespace looplab::tests;
  const auto events =
      static_cast<std::size_t>(argc > 1 ? std::atoll(argv[1]) : 10'000'000);
  const int tasks = argc > 2 ? std::atoi(argv[2]) : 10'000;
  const std::string file =
      (std::filesystem::temp_directory_path() / "bench_recording.loop")
          .string();
  std::printf("{\n  \"tasks\": %d,\n", tasks);
  const bool good = apart([&] { return write_run(file, events, tasks); }) &&
                    apart([&] { return read_run(file); });
  std::printf("}\n");
  std::filesystem::remove(file);
  return good ? 0 : 1;
}
