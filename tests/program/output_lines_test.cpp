// SPDX-License-Identifier: BSL-1.0
//
// What of a program's output a person is shown.
#include "visualizer/program/output_lines.hpp"

#include <gtest/gtest.h>

namespace looplab::program {
namespace {

using lines = std::vector<std::string>;

lines after(std::initializer_list<const char*> pieces) {
  output_lines output;
  for (const char* piece : pieces) {
    output.take(piece);
  }
  return output.lines();
}

TEST(output_lines, are_whole_lines) {
  EXPECT_EQ(after({"one\ntw"}), lines{"one"});
  EXPECT_EQ(after({"one\ntw", "o\n"}), (lines{"one", "two"}));
  EXPECT_EQ(after({"one\r\n"}), lines{"one"});
}

TEST(output_lines, leave_colours_and_titles_out_wherever_they_are_cut) {
  EXPECT_EQ(after({"\x1b[1;31mred\x1b[0m\n"}), lines{"red"});
  EXPECT_EQ(after({"\x1b", "[1;3", "1mred\n"}), lines{"red"});
  EXPECT_EQ(after({"\x1b]0;title\a", "text\n"}), lines{"text"});
  EXPECT_EQ(after({"\x1b]0;title\x1b", "\\text\n"}), lines{"text"});
  EXPECT_EQ(after({"\x1b(Btext\n"}), lines{"text"});
}

TEST(output_lines, show_the_last_state_of_a_line_that_is_redrawn) {
  EXPECT_EQ(after({"10 %\r20 %\r30 %\n"}), lines{"30 %"});
}

TEST(output_lines, are_bounded) {
  output_lines output;
  for (int i = 0; i < 2000; ++i) {
    output.take("line " + std::to_string(i) + "\n");
  }
  EXPECT_EQ(output.lines().size(), 500u);
  EXPECT_EQ(output.lines().back(), "line 1999");
  output.take(std::string(1 << 20, 'x') + "\n");
  EXPECT_EQ(output.lines().back().size(), 4096u);
}

}  // namespace
}  // namespace looplab::program
