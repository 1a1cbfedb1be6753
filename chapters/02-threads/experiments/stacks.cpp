// SPDX-License-Identifier: BSL-1.0
//
// What a thread that waits costs: addresses for its stack, which are only
// reserved, and memory, which is really there. usage: stacks [THREADS]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <latch>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace {

// A line of /proc/self/status, in KiB.
long status(const std::string& name) {
  std::ifstream file("/proc/self/status");
  std::string word;
  long value = 0;
  while (file >> word) {
    if (word == name) {
      file >> value;
    }
  }
  return value;
}

}  // namespace

int main(int argc, char** argv) {
  int count = argc > 1 ? std::clamp(std::atoi(argv[1]), 1, 30000) : 1000;
  long virtual_before = status("VmSize:");
  long resident_before = status("VmRSS:");
  std::latch started(count), leave(1);
  std::vector<std::thread> waiting;
  try {
    for (int i = 0; i < count; ++i) {
      waiting.emplace_back([&] {
        started.count_down();
        leave.wait();
      });
    }
    started.wait();
    std::printf(
        "%d threads, for each: %ld KiB of addresses, %.1f KiB of "
        "memory\n",
        count, (status("VmSize:") - virtual_before) / count,
        static_cast<double>(status("VmRSS:") - resident_before) / count);
  } catch (const std::system_error& error) {
    std::printf("thread %zu could not be made: %s\n", waiting.size() + 1,
                error.what());
  }
  leave.count_down();
  for (auto& each : waiting) {
    each.join();
  }
}
