// SPDX-License-Identifier: BSL-1.0
//
// Finding functions by braces, after comments and literals are blanked out.
#include "tests/house/functions.hpp"

#include <algorithm>
#include <array>
#include <regex>

namespace looplab::house {

namespace {

// The end of the literal or comment that begins at `at`; `at` when none does.
std::size_t end_of_quiet_part(std::string_view text, std::size_t at) {
  const auto after = [&](std::string_view end, std::size_t from) {
    const std::size_t found = text.find(end, from);
    return found == std::string_view::npos ? text.size() : found + end.size();
  };
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("//")) {
    return std::min(text.find('\n', at), text.size());
  }
  if (rest.starts_with("/*")) {
    return after("*/", at + 2);
  }
  if (rest.starts_with("R\"")) {
    const std::size_t open = text.find('(', at);
    return after(")" + std::string(text.substr(at + 2, open - at - 2)) + "\"",
                 open);
  }
  // A quote between digits separates thousands.
  const bool separator =
      at > 0 && rest[0] == '\'' && std::isxdigit(text[at - 1]) != 0;
  if ((rest[0] == '"' || rest[0] == '\'') && !separator) {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != rest[0]) {
      end += text[end] == '\\' ? 2 : 1;
    }
    return std::min(end + 1, text.size());
  }
  return at;
}

bool begins_a_function(const std::string& header) {
  static const std::regex other(
      "^\\s*(namespace|class|struct|enum|union|extern|concept|if|else|for|"
      "while|switch|do|try|catch|return|case|default)\\b");
  static const std::regex assigned("^[^(]*[^=!<>]=[^=]");
  return header.find('(') != std::string::npos &&
         !std::regex_search(header, other) &&
         !std::regex_search(header, assigned);
}

struct open_brace {
  bool function;
  std::size_t first_line;
};

// Walks the text once: keeps the header since the last statement, and the
// braces that are open.
class walk {
 public:
  void step(char letter) {
    if (letter == '{') {
      open_.push_back({begins_a_function(header_), header_line_});
    } else if (letter == '}' && !open_.empty()) {
      if (open_.back().function) {
        found_.push_back({open_.back().first_line, line_});
      }
      open_.pop_back();
    }
    if (letter == '{' || letter == '}' || letter == ';') {
      header_.clear();
    } else if (!header_.empty() || !std::isspace(letter)) {
      if (header_.empty()) {
        header_line_ = line_;
      }
      header_ += letter;
    }
    line_ += letter == '\n' ? 1 : 0;
  }

  [[nodiscard]] const std::vector<function_extent>& found() const {
    return found_;
  }

 private:
  std::vector<open_brace> open_;
  std::vector<function_extent> found_;
  std::string header_;
  std::size_t header_line_ = 1;
  std::size_t line_ = 1;
};

}  // namespace

std::string without_comments_and_literals(std::string_view text) {
  std::string quiet(text);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_quiet_part(text, at);
    std::replace_if(
        quiet.begin() + static_cast<std::ptrdiff_t>(at),
        quiet.begin() + static_cast<std::ptrdiff_t>(end),
        [](char letter) { return letter != '\n'; }, ' ');
    at = std::max(end, at + 1);
  }
  return quiet;
}

std::vector<literal> literals_of(std::string_view text) {
  std::vector<literal> found;
  std::size_t line = 1;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = end_of_quiet_part(text, at);
    const std::string_view part = text.substr(at, end - at);
    if (const std::size_t open = part.find('"');
        open <= 1 && part.find('\'') != 0) {
      found.push_back(
          {line, std::string(part.substr(open + 1, part.size() - open - 2))});
    }
    const std::size_t next = std::max(end, at + 1);
    line += static_cast<std::size_t>(
        std::ranges::count(text.substr(at, next - at), '\n'));
    at = next;
  }
  return found;
}

std::vector<function_extent> functions_of(std::string_view text) {
  walk walker;
  for (char letter : without_comments_and_literals(text)) {
    walker.step(letter);
  }
  return walker.found();
}

}  // namespace looplab::house
