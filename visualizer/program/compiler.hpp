// SPDX-License-Identifier: BSL-1.0
//
// A student's file and the hidden test of its exercise become a program. What
// the compiler says is handed on as it is: reading it is part of the trade.
#pragma once

#include <filesystem>
#include <string>

#include "visualizer/program/exercise.hpp"

namespace looplab::program {

struct compiled {
  std::filesystem::path program;  ///< empty when it did not compile
  std::string said;               ///< errors and warnings
  std::string problem;  ///< one sentence, when the student is not the reason
};

/// Compiles `source` into `folder`. Takes about a second. The compiler is $CXX
/// or c++; it is ended after five minutes.
compiled compile(const exercise& what, const std::filesystem::path& source,
                 const std::filesystem::path& folder);

/// Whether the exercise is compiled with a sanitizer.
bool sanitized(const exercise& what);

}  // namespace looplab::program
