// SPDX-License-Identifier: BSL-1.0
//
// A Parsons problem: the student puts given lines in order and leaves out the
// ones that are wrong. The lines are judged by what they do once they stand in
// their frame; only a line that was never given is refused before.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "visualizer/program/exercise.hpp"

namespace looplab::program {

/// A line that belongs to no right answer, and who is tempted by it.
struct distractor {
  std::string line;
  std::string misconception;  ///< "M18", or "-" when there is no number
  std::string why;            ///< a sentence about what it does
  int number = 0;             ///< of the line in the answer, from 1
};

struct assembled {
  std::filesystem::path source;     ///< empty when it could not be put together
  std::string complaint;            ///< which line was never given
  std::vector<distractor> tempted;  ///< the distractors that were used
};

/// Writes the frame with the lines of `answer` in it into `folder`, so that the
/// compiler names the file that each line is from. Blank lines and lines that
/// begin with # are not part of an answer.
assembled assemble(const exercise& what, const std::filesystem::path& answer,
                   const std::filesystem::path& folder);

}  // namespace looplab::program
