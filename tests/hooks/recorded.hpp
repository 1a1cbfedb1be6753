// SPDX-License-Identifier: BSL-1.0
//
// What was recorded of one process, as lines a person can read: "create pipe
// d1", "stop io d1", "run d1", "read d1 5". Descriptors are d1, d2 ... in the
// order in which they are first told of, threads t1 (the main thread) ...,
// things that have only an address a1 ...
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trace/log.hpp"

namespace looplab::test {

struct recorded {
  int pid = 0;
  trace::log log;

  /// The lines of one thread, the main one by default.
  std::vector<std::string> lines(unsigned thread = 1) const;
  /// All lines, each after the name of its thread: "t2: run t1".
  std::vector<std::string> all_lines() const;
  /// Whether any thread has a line that begins so, and how many there are.
  bool has(const std::string& beginning) const;
  int count(const std::string& beginning) const;
};

/// `problem` says why it is empty, if the file cannot be read.
recorded read_trace(const std::filesystem::path& file, std::string& problem);

}  // namespace looplab::test
