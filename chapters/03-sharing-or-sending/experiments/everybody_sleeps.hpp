// SPDX-License-Identifier: BSL-1.0
//
// A moment to look at: all other threads of this program sleep, so nothing will
// change before somebody wakes one. It stands for "a while later" without
// asking a clock, and holds on a slow machine too.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace looplab::chapter {

/// How often each of the others has gone to sleep, or "" when one is awake.
inline std::string sleeps_of_others() {
  std::string all;
  for (const auto& thread :
       std::filesystem::directory_iterator("/proc/self/task")) {
    if (thread.path().filename() == std::to_string(::gettid())) {
      continue;
    }
    std::ifstream status(thread.path() / "status");
    std::string word, state, sleeps;
    while (status >> word) {
      if (word == "State:") {
        status >> state;
      } else if (word == "voluntary_ctxt_switches:") {
        status >> sleeps;
      }
    }
    if (state != "S") {
      return "";
    }
    all += " " + sleeps;
  }
  return all + ".";
}

/// Returns when all other threads sleep in the kernel. Requires: none of them
/// sleeps for a time, or for somebody outside of this program.
inline void wait_until_everybody_sleeps() {
  // Twice the same: or one could have been woken after it was looked at.
  for (std::string before, now; now.empty() || now != before;) {
    std::this_thread::yield();
    before = sleeps_of_others();
    now = sleeps_of_others();
  }
}

}  // namespace looplab::chapter
