// SPDX-License-Identifier: BSL-1.0
//
// A program that ran to its end under the hooks, and what was recorded of it,
// as lines a person can read: "create pipe d1", "stop io d1", "run d1",
// "read d1 5". Descriptors are d1, d2 ... in the order in which they are first
// told of, threads t1 ..., things with an address a1 ...
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "trace/log.hpp"

namespace looplab::test {

/// How the hooks come into the program.
enum class hooked { linked, preloaded, both };

/// What this build can do; a sanitizer's runtime must come first in a program,
/// which rules out preloading.
std::vector<hooked> ways_to_hook();

std::string word_of(hooked how);

struct watched_run {
  int status = -1;  ///< as the shell's
  int pid = 0;
  std::string output;
  std::string problem;  ///< why there is no recording, or ""
  trace::log log;
  std::string directory;  ///< of the trace files
  int children = 0;       ///< how many other processes left a trace

  /// The lines of one thread, the first one by default.
  std::vector<std::string> lines(unsigned thread = 1) const;
  /// All lines, each after the name of its thread: "t2: run t1".
  std::vector<std::string> all_lines() const;
  /// Whether any thread has this line.
  bool has(const std::string& line) const;
};

/// Runs the probe's `scenario`.
watched_run probe(hooked how, const std::string& scenario);

/// Runs any program with the preloaded library until it ends.
watched_run preload_into(const std::string& program,
                         const std::vector<std::string>& arguments);

/// What a program is started with to be recorded into `directory`.
std::vector<std::pair<std::string, std::string>> environment_for(
    const std::string& directory, bool preloaded);

}  // namespace looplab::test
