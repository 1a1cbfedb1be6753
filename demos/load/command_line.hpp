// SPDX-License-Identifier: BSL-1.0
//
// What a person types, as a plan.
#pragma once

#include "demos/load/plan.hpp"

namespace looplab::load {

struct command_line {
  plan what;
  bool json = false;
  bool quiet = false;
  bool stop = false;  ///< --help was asked for, or something is wrong
  int exit_code = 0;  ///< then
};

/// Prints help or one sentence about what is wrong.
command_line read_command_line(int argc, char** argv);

}  // namespace looplab::load
