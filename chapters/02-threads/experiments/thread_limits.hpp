// SPDX-License-Identifier: BSL-1.0
//
// How many more threads this machine lets one program have. Whoever tries
// without asking takes the last ones away from everybody else. It refuses to
// raise a limit.
#pragma once

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace looplab::chapter {

struct thread_limit {
  const char* name;
  long threads;  // at most half of what is left, so that others have theirs
};

inline constexpr long NO_LIMIT = 1L << 40;

/// A number in a file of the kernel's; NO_LIMIT where it is none ("max").
inline long number_in(const std::string& file) {
  long number = NO_LIMIT;
  std::ifstream stream(file);
  return stream >> number ? number : NO_LIMIT;
}

/// What our control group may have besides what it has. Its place in the
/// hierarchy is in a line that begins with "0::".
inline long left_in_control_group() {
  std::ifstream file("/proc/self/cgroup");
  std::string line;
  while (std::getline(file, line) && !line.starts_with("0::")) {
  }
  const auto folder =
      "/sys/fs/cgroup" + line.substr(std::min<std::size_t>(line.size(), 3));
  const long most = number_in(folder + "/pids.max");
  return most == NO_LIMIT ? most : most - number_in(folder + "/pids.current");
}

/// The least of all limits that are known here. The kernel may have others,
/// and then a thread cannot be made.
inline thread_limit most_threads() {
  rlimit own{};
  ::getrlimit(RLIMIT_NPROC, &own);
  const long user = std::min(own.rlim_cur, rlim_t{NO_LIMIT});
  // A stack is two mappings: what is used, and a page that guards its end.
  const thread_limit all[] = {
      {"vm.max_map_count", number_in("/proc/sys/vm/max_map_count") / 2 - 500},
      {"kernel.threads-max", number_in("/proc/sys/kernel/threads-max") / 2},
      {"kernel.pid_max", number_in("/proc/sys/kernel/pid_max") / 2},
      {"pids.max of the control group", left_in_control_group() / 2},
      {"ulimit -u", user / 2}};
  return *std::min_element(std::begin(all), std::end(all),
                           [](const auto& one, const auto& other) {
                             return one.threads < other.threads;
                           });
}

}  // namespace looplab::chapter
