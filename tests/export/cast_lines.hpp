// SPDX-License-Identifier: BSL-1.0
//
// An asciicast read back, line by line, with another JSON library than the one
// that wrote it. Throws where a line is not of the format.
#pragma once

#include <string>
#include <vector>

namespace looplab::tests {

struct cast_head {
  int version = 0, columns = 0, rows = 0;
  std::string title;
  double idle_limit = 0;
};

cast_head head_of(const std::string& cast);
/// What is written to the terminal until then, that moment included.
std::string bytes_until(const std::string& cast, double seconds);
/// When something is written.
std::vector<double> times_of(const std::string& cast);
std::vector<std::string> marks_of(const std::string& cast);

}  // namespace looplab::tests
