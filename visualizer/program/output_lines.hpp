// SPDX-License-Identifier: BSL-1.0
//
// What a program has printed, as the lines that a person would see. Colours and
// other commands to a terminal are left out: the output pane has its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace looplab::program {

/// The newest lines; a bounded number of bounded lines. Not thread-safe.
class output_lines {
 public:
  /// What was printed next; it may end in the middle of anything.
  void take(std::string_view bytes);

  /// Whole lines, oldest first.
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  /// Where in a terminal's command the last byte was (ECMA-48, 5.3 and 5.6).
  enum class inside { text, escape, sequence, message };
  static inside after_escape(char byte);

  void take_text(char byte);
  void end_line();

  std::vector<std::string> lines_;
  std::string unfinished_;
  inside state_ = inside::text;
  bool returned_ = false;  ///< a carriage return came last
};

}  // namespace looplab::program
