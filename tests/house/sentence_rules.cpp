// SPDX-License-Identifier: BSL-1.0
//
// The rule that keeps sentences in one place.
#include "tests/house/sentence_rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>

#include "tests/house/functions.hpp"

namespace looplab::house {

namespace {

constexpr std::string_view room = "visualizer/model";

/// Names that the hooks, the kernel or a program gave: data, and no words.
constexpr std::array<std::string_view, 9> data = {
    "mutex",   "condition", "word",  "ring", "epoll",
    "eventfd", "file",      "depth", "/usr/"};

/// What a person types and what a script reads is the same in all languages.
constexpr std::array<std::string_view, 2> others = {"lane_filter.cpp",
                                                    "warning_codes.cpp"};

bool is_letter(char letter) {
  return std::isalpha(static_cast<unsigned char>(letter)) != 0;
}

/// "EAGAIN", as the kernel's headers call it, and not "I/O" or "CPU time".
bool is_error_name(std::string_view literal) {
  return literal.starts_with('E') &&
         std::ranges::all_of(literal, [](char letter) {
           return std::isupper(static_cast<unsigned char>(letter)) != 0;
         });
}

bool has_a_word(const std::string& literal) {
  static const std::regex put_in("\\{[^{}]*\\}|\\\\.");
  return std::ranges::any_of(std::regex_replace(literal, put_in, ""),
                             is_letter) &&
         std::ranges::find(data, literal) == data.end() &&
         !is_error_name(literal);
}

}  // namespace

bool is_language(const text_file& file) {
  const std::string name = file.name();
  return file.is_below(room) && file.ends_with(".hpp") &&
         file.text.find(
             "\nnamespace looplab::model::" + name.substr(0, name.rfind('.')) +
             " {") != std::string::npos;
}

complaints check_sentences(const text_file& file) {
  const bool code = file.ends_with(".cpp") || file.ends_with(".hpp");
  if (!code || !file.is_below(room) || is_language(file) ||
      std::ranges::find(others, file.name()) != others.end()) {
    return {};
  }
  complaints found;
  const auto lines = lines_of(file.text);
  for (const literal& one : literals_of(file.text)) {
    if (!lines[one.line - 1].starts_with('#') && has_a_word(one.text)) {
      found.push_back(at_line(
          file, one.line,
          "\"" + one.text + "\" belongs into the file of the language"));
    }
  }
  return found;
}

}  // namespace looplab::house
