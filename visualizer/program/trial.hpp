// SPDX-License-Identifier: BSL-1.0
//
// A compiled exercise is run under the recorder, for a bounded time, and what
// its hidden test reports becomes a verdict: which properties held, which one
// did not, and the moment of the recording that shows it, in words.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace looplab::program {

struct tried_property {
  std::string name, sentence, misconception;
};

struct verdict {
  bool passed = false;
  std::vector<tried_property> tried;    ///< the last one is who failed, if any
  std::string happened;                 ///< one sentence about what was seen
  std::vector<std::string> moment;      ///< lines of the recording
  std::size_t shows = ~std::size_t{0};  ///< which of them it is, if one is
  std::vector<std::string> printed;     ///< what the program printed
  std::string problem;  ///< one sentence, when nothing could be tried
};

/// Runs `program` and keeps what it did in `recording`. `file` is the name of
/// the student's file: its lines are the ones that are told.
verdict try_out(const std::filesystem::path& program,
                const std::filesystem::path& recording, const std::string& file,
                bool sanitized);

}  // namespace looplab::program
