// SPDX-License-Identifier: BSL-1.0
//
// Where C++ functions begin and end, found by braces alone. It refuses to
// understand C++: a header is whatever stands between two statements, has a
// parenthesis and does not begin like a type or a control statement.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace looplab::house {

/// The lines a function covers, from its header to its closing brace.
struct function_extent {
  std::size_t first_line;
  std::size_t last_line;
};

/// What stands between the quotes of a string literal, and where.
struct literal {
  std::size_t line;
  std::string text;
};

/// The functions of a C++ text that has balanced braces.
std::vector<function_extent> functions_of(std::string_view text);

/// The text with comments and literals blanked out, line for line.
std::string without_comments_and_literals(std::string_view text);

/// The string literals of a text, as they are written there.
std::vector<literal> literals_of(std::string_view text);

}  // namespace looplab::house
