// SPDX-License-Identifier: BSL-1.0
//
// Starts a program in a session and process group of its own, with the
// descriptor it is given as standard input, output and error, and with no
// other descriptor of ours.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "visualizer/target/descriptor.hpp"

namespace looplab::target {

struct launch_request {
  std::vector<std::string> command;  ///< the first is looked for in $PATH
  std::map<std::string, std::string> environment;  ///< added to ours
  std::filesystem::path directory;                 ///< empty = here
  int terminal = -1;
  bool ends_with_us = false;  ///< killed when the thread that launches it ends
};

struct launched {
  pid_t pid = 0;
  descriptor end;  ///< a pidfd: readable once the program has ended
};

/// Returns once the program's own code is about to run. nothing and one
/// sentence in `error` if there is no such program or it cannot be run.
std::optional<launched> launch(const launch_request& what, std::string& error);

/// Where $PATH finds the program; an empty path if nowhere.
std::filesystem::path find_program(std::string_view name);

}  // namespace looplab::target
