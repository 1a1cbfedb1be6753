// SPDX-License-Identifier: BSL-1.0
//
// The keeper of a program's output is left to us as well; it is known by its
// name.
#include "visualizer/target/orphans.hpp"

#include <sys/prctl.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "visualizer/target/output_keeper.hpp"
#include "visualizer/target/proc_file.hpp"

namespace looplab::target {
namespace {

std::set<pid_t>& launched_by_us() {
  static std::set<pid_t> children;
  return children;
}

}  // namespace

void adopt_orphans() {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

void is_no_orphan(pid_t child) {
  launched_by_us().insert(child);
}

bool is_orphan(std::uint32_t pid) {
  const auto facts = facts_of(pid);
  // What we start in the ordinary way is in our session; what was started to be
  // watched never is.
  return facts && facts->parent == static_cast<std::uint32_t>(::getpid()) &&
         facts->session != static_cast<std::uint32_t>(::getsid(0)) &&
         facts->state != 'Z' && facts->name != output_keeper::process_name &&
         !launched_by_us().contains(static_cast<pid_t>(pid));
}

std::vector<std::uint32_t> adopted() {
  std::vector<std::uint32_t> orphans;
  std::error_code ignored;
  for (const auto& entry :
       std::filesystem::directory_iterator("/proc", ignored)) {
    const auto pid =
        static_cast<std::uint32_t>(number_in(entry.path().filename().string()));
    if (pid != 0 && is_orphan(pid)) {
      orphans.push_back(pid);
    }
  }
  return orphans;
}

}  // namespace looplab::target
