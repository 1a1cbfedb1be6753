// SPDX-License-Identifier: BSL-1.0
//
// What is found in a real run: the program is recorded, and its recording is
// read and looked through.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/model/warnings.hpp"

namespace looplab::tests {

/// A recording and what was found in it.
struct recorded_run {
  trace::log events;
  std::vector<model::warning> found;

  /// A kind of trouble, and the line where it is.
  using site = std::pair<model::warning_kind, std::string>;

  std::set<model::warning_kind> kinds() const;
  std::set<site> sites() const;
  /// All of it, for the message of a test that fails.
  std::string told() const;
};

/// Reads the recording. Throws std::runtime_error if it cannot be read.
recorded_run found_in(const std::string& file,
                      const model::warning_limits& limits = {});

/// Records the command to its end. Throws std::runtime_error with its output
/// if it does not end with 0.
recorded_run record(const std::vector<std::string>& command);

/// The first of a few runs in which exactly these kinds are found, else the
/// last. A host may stop the machine as a whole for tens of milliseconds, and
/// nothing inside says so: what is found in one run only is not the program's.
template <class Run>
recorded_run one_of_a_few(Run&& run,
                          const std::set<model::warning_kind>& kinds) {
  recorded_run out = run();
  for (int again = 0; again < 4 && out.kinds() != kinds; ++again) {
    out = run();
  }
  return out;
}

}  // namespace looplab::tests
