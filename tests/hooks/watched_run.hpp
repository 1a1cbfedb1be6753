// SPDX-License-Identifier: BSL-1.0
//
// A program that ran to its end under the hooks, and what was recorded of it.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/hooks/recorded.hpp"

namespace looplab::test {

/// How the hooks come into the program.
enum class hooked { linked, preloaded, both };

/// What this build can do; a sanitizer's runtime must come first in a program,
/// which rules out preloading.
std::vector<hooked> ways_to_hook();

std::string word_of(hooked how);

struct watched_run {
  int status = -1;  ///< as the shell's
  std::string output;
  std::string problem;  ///< why there is no recording, or ""
  recorded own;
  std::vector<recorded> children;  ///< other processes that left a trace
};

/// Runs the probe's `scenario`.
watched_run probe(hooked how, const std::string& scenario);

/// Runs any program with the preloaded library until it ends.
watched_run preload_into(const std::string& program,
                         const std::vector<std::string>& arguments);

/// Runs any program that carries the hooks itself until it ends.
watched_run run_recorded(const std::string& program,
                         const std::vector<std::string>& arguments);

/// What a program is started with to be recorded into `directory`.
std::vector<std::pair<std::string, std::string>> environment_for(
    const std::string& directory, bool preloaded);

/// Reads the traces that a program and its children left in `directory`.
void collect(watched_run& run, int pid, const std::filesystem::path& directory);

}  // namespace looplab::test
