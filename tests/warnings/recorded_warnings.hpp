// SPDX-License-Identifier: BSL-1.0
//
// What is found in a real run: the program is recorded, and its recording is
// read and looked through.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/model/warnings.hpp"

namespace looplab::tests {

/// A recording and what was found in it.
struct recorded_run {
  trace::log events;
  std::vector<model::warning> found;

  std::set<model::warning_kind> kinds() const;
  /// All of it, for the message of a test that fails.
  std::string told() const;
};

/// Reads the recording. Throws std::runtime_error if it cannot be read.
recorded_run found_in(const std::string& file);

/// Records the command to its end. Throws std::runtime_error with its output
/// if it does not end with 0.
recorded_run record(const std::vector<std::string>& command);

}  // namespace looplab::tests
