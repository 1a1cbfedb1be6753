// SPDX-License-Identifier: BSL-1.0
//
// A day of a busy program in the live view: a billion events of a server whose
// clients come and go, through the window that the view keeps of them, with
// snapshots, index and warnings. Prints the memory on the way and the time, as
// JSON. Nothing is written to a disk. Takes some minutes.
//
// usage: bench_window [EVENTS]
#include <time.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>

#include "tests/model/log_builder.hpp"
#include "visualizer/model/timeline.hpp"
#include "visualizer/model/warnings.hpp"

namespace looplab::tests {
namespace {

constexpr std::size_t block = trace::entry_list::per_block;
/// As the live view does (visualizer/program/session_memory.cpp).
constexpr std::size_t live_entries = 24 * block;
constexpr std::size_t live_sample_rows = 100'000;
/// A recorder's table of names is full some day.
constexpr std::uint32_t most_names = 20'000;

double now_s(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

double anonymous_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("RssAnon:")) {
      return std::stod(line.substr(8)) / 1024;
    }
  }
  return 0;
}

/// 200 clients, eight of whom are served in a turn; in every fourth turn one
/// leaves and another one comes, a task and a descriptor of its own.
class long_day {
 public:
  long_day() {
    made_.open(4, "epoll");
    for (int seat = 0; seat < seats; ++seat) {
      come(seat);
    }
  }

  trace::log& events() { return made_.events(); }

  void turn() {
    made_.poll_begin(fd(4), 100).poll_end(fd(4), batch);
    for (unsigned i = 0; i < batch; ++i) {
      made_.ready(0, trace::readable, fd(4), token(seat(i)));
    }
    for (unsigned i = 0; i < batch; ++i) {
      const int at = seat(i);
      made_.wake(task(at), fd(10 + at)).run(task(at));
      made_.act(fd(10 + at), trace::verb::read, 48);
      made_.act(fd(10 + at), trace::verb::write, 96);
      made_.stop(task(at), trace::wait_why::io, fd(10 + at));
    }
    if (++turns_ % 4 == 0) {
      const int at = static_cast<int>(turns_ / 4 % seats);
      made_.act(fd(10 + at), trace::verb::close).end(task(at));
      come(at);
    }
  }

  /// What /proc says at the moment.
  void sample() {
    trace::sample one;
    one.t_ns = made_.now_ns();
    for (int at = 0; at < seats; ++at) {
      one.watches.push_back(
          {4, 10 + at, 1, static_cast<std::uint64_t>(token(at))});
    }
    made_.events().add_sample(std::move(one));
  }

 private:
  static constexpr int seats = 200;
  static constexpr unsigned batch = 8;

  static trace::id fd(int number) { return log_builder::fd(number); }

  int seat(unsigned i) const {
    return static_cast<int>((turns_ * 7 + i * 13) % seats);
  }

  trace::id task(int at) const { return tasks_[at]; }

  std::int64_t token(int at) const { return 1000 + at; }

  void come(int at) {
    const std::uint32_t number = ++came_;
    tasks_[at] = 1 + number % 0x0fffffff;
    made_.open(10 + at, "socket");
    if (number < most_names) {
      made_.name(fd(10 + at), "client " + std::to_string(number));
    }
    made_.watch(10 + at, fd(4), 1, token(at));
    made_.task(tasks_[at], "client");
  }

  log_builder made_;
  trace::id tasks_[seats] = {};
  std::uint32_t came_ = 0;
  std::uint64_t turns_ = 0;
};

/// What a look of the live view does with what came.
class view {
 public:
  explicit view(trace::log& events)
      : events_(events), time_(events), found_(events) {
    events_.entries().keep(live_entries);
  }

  void look() {
    time_.catch_up();
    found_.catch_up();
    if (++looks_ % 8 == 0) {
      ask_for_picture();
    }
    events_.entries().let_go();
    events_.let_go_of_samples(live_sample_rows);
    time_.catch_up();
  }

  std::size_t window() const { return time_.size() - time_.oldest(); }

 private:
  void ask_for_picture() {
    time_.at(time_.size());
    time_.before(time_.size(), 54);
    time_.tell(time_.size());
  }

  trace::log& events_;
  model::timeline time_;
  model::warnings found_;
  unsigned looks_ = 0;
};

void run(std::size_t events) {
  constexpr std::size_t a_look = 30'000;
  const double began = now_s(CLOCK_MONOTONIC);
  const double cpu = now_s(CLOCK_PROCESS_CPUTIME_ID);
  long_day day;
  view shown(day.events());
  std::printf("{\n");
  for (const std::size_t percent : {1, 10, 50, 100}) {
    while (day.events().size() < events / 100 * percent) {
      for (const std::size_t end = day.events().size() + a_look;
           day.events().size() < end;) {
        day.turn();
      }
      day.sample();
      shown.look();
    }
    std::printf("  \"mib_%zu\": %.1f,\n", percent, anonymous_mib());
    std::fflush(stdout);
  }
  std::printf(
      "  \"events\": %zu,\n  \"window\": %zu,\n"
      "  \"seconds\": %.0f,\n  \"cpu_seconds\": %.0f\n}\n",
      day.events().size(), shown.window(), now_s(CLOCK_MONOTONIC) - began,
      now_s(CLOCK_PROCESS_CPUTIME_ID) - cpu);
}

}  // namespace
}  // namespace looplab::tests

int main(int argc, char** argv) {
  looplab::tests::run(
      static_cast<std::size_t>(argc > 1 ? std::atoll(argv[1]) : 1'000'000'000));
}
