// SPDX-License-Identifier: BSL-1.0
//
// Measures the screen as a person feels it, on a real pty: time to the first
// frame, from a key to its frame, processor time while it follows a busy
// program, and wake-ups while nothing happens. Prints one JSON object.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/pty_terminal.hpp"

namespace {

using looplab::support::pty_terminal;
using clock_type = std::chrono::steady_clock;

const std::string view = LOOPLAB_VIEW;
const std::string record = LOOPLAB_RECORD;
const std::string busy = BUSY_PROGRAM;

double ms_since(clock_type::time_point begin) {
  return std::chrono::duration<double, std::milli>(clock_type::now() - begin)
      .count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// The process that draws: the supervisor's child.
pid_t screen_of(const pty_terminal& t) {
  std::ifstream file(fmt::format("/proc/{0}/task/{0}/children", t.pid()));
  pid_t child = 0;
  file >> child;
  return child;
}

double cpu_seconds(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string text((std::istreambuf_iterator<char>(file)), {});
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) {
    fields >> skipped;
  }
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

long wake_ups(pid_t pid) {
  std::ifstream file(fmt::format("/proc/{}/status", pid));
  std::string word;
  long count = 0;
  while (file >> word) {
    if (word == "voluntary_ctxt_switches:") {
      file >> count;
    }
  }
  return count;
}

/// Reads what the screen writes for a while, as a terminal would.
void watch(pty_terminal& t, std::chrono::milliseconds how_long) {
  t.wait_for([] { return false; }, how_long);
}

double first_frame_ms(const std::vector<std::string>& command) {
  std::vector<double> times;
  for (int i = 0; i < 15; ++i) {
    const auto begin = clock_type::now();
    pty_terminal t(100, 30, command);
    t.wait_for([&] { return t.frames() >= 1; });
    times.push_back(ms_since(begin));
  }
  return median(times);
}

double key_to_frame_ms(const std::string& recording) {
  pty_terminal t(100, 30, {view, "replay", recording});
  t.wait_for([&] { return t.frames() >= 1; });
  std::vector<double> times;
  for (int i = 0; i < 40; ++i) {
    watch(t, std::chrono::milliseconds(50));
    const int before = t.frames();
    const auto begin = clock_type::now();
    t.type("n");
    t.wait_for([&] { return t.frames() > before; });
    times.push_back(ms_since(begin));
  }
  return median(times);
}

long replay_wake_ups(const std::string& recording) {
  pty_terminal t(100, 30, {view, "replay", recording});
  t.wait_for([&] { return t.frames() >= 1; });
  watch(t, std::chrono::milliseconds(300));
  const long before = wake_ups(screen_of(t));
  watch(t, std::chrono::milliseconds(3000));
  return wake_ups(screen_of(t)) - before;
}

long held_wake_ups(pty_terminal& t) {
  t.type(" ");
  t.wait_for_text("HELD");
  watch(t, std::chrono::milliseconds(500));
  const long before = wake_ups(screen_of(t));
  watch(t, std::chrono::milliseconds(3000));
  return wake_ups(screen_of(t)) - before;
}

}  // namespace

int main() {
  const std::string recording =
      (std::filesystem::temp_directory_path() / "looplab-bench.loop").string();
  const std::string make =
      fmt::format("{} -o {} -- {} 1000 1 2>/dev/null", record, recording, busy);
  if (std::system(make.c_str()) != 0) {
    fmt::print(stderr, "bench_screen: '{}' failed\n", make);
    return 1;
  }
  const double home_ms = first_frame_ms({view, "home"});
  const double replay_ms = first_frame_ms({view, "replay", recording});
  const double key_ms = key_to_frame_ms(recording);
  const long idle = replay_wake_ups(recording);

  pty_terminal t(100, 30, {view, "watch", "--", busy, "100000", "60"});
  t.wait_for([&] { return t.frames() >= 1; });
  watch(t, std::chrono::milliseconds(1000));
  const pid_t screen = screen_of(t);
  const double cpu = cpu_seconds(screen);
  const int frames = t.frames();
  const auto begin = clock_type::now();
  watch(t, std::chrono::milliseconds(8000));
  const double seconds = ms_since(begin) / 1000;
  const double load = 100 * (cpu_seconds(screen) - cpu) / seconds;
  const double rate = (t.frames() - frames) / seconds;
  const bool lost = t.text().find("lost") != std::string::npos;
  const long held = held_wake_ups(t);
  std::filesystem::remove(recording);
  fmt::print(
      "{{\n  \"first_frame_home_ms\": {:.1f},\n"
      "  \"first_frame_replay_ms\": {:.1f},\n"
      "  \"key_to_frame_ms\": {:.1f},\n"
      "  \"following_events_per_second\": 100000,\n"
      "  \"following_percent_of_a_core\": {:.1f},\n"
      "  \"following_frames_per_second\": {:.1f},\n"
      "  \"following_lost_events\": {},\n"
      "  \"wake_ups_in_3_s_replay\": {},\n"
      "  \"wake_ups_in_3_s_held\": {}\n}}\n",
      home_ms, replay_ms, key_ms, load, rate, lost ? "true" : "false", idle,
      held);
  return 0;
}
