// SPDX-License-Identifier: BSL-1.0
//
// `looplab check`: compile, try out, and tell a person what was found.
#pragma once

#include <string>
#include <vector>

#include "visualizer/program/exercise.hpp"

namespace looplab::program {

struct check_wishes {
  std::string file;       ///< empty: the student's own
  std::string recording;  ///< empty: check.loop beside the file
  bool watch = false;     ///< again whenever the file is saved, until a signal
};

/// The exit code: 0 all passed, 1 some did not, 2 it makes no sense together,
/// 3 something needed is missing. Of several exercises those that were handed
/// out are checked.
int check_all(const std::vector<exercise>& which, const check_wishes& how);

}  // namespace looplab::program
