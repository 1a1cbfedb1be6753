// SPDX-License-Identifier: BSL-1.0
//
// The rules for source files. The words that are refused are written in two
// halves, so that this file passes its own rules.
#include "tests/house/code_rules.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>

#include "tests/house/functions.hpp"
#include "tests/house/sentence_rules.hpp"

namespace looplab::house {

namespace {

constexpr std::size_t columns_max = 80;
constexpr std::size_t function_lines_max = 60;
constexpr std::ptrdiff_t trace_calls_max = 8;

bool is_cpp(const text_file& file) {
  return file.ends_with(".cpp") || file.ends_with(".hpp") ||
         file.ends_with(".c") || file.ends_with(".h");
}

bool is_script(const text_file& file) {
  return file.ends_with(".bash") || file.ends_with(".py") ||
         file.text.starts_with("#!");
}

bool is_cmake(const text_file& file) {
  return file.ends_with(".cmake") || file.name() == "CMakeLists.txt";
}

bool is_chapter_code(const text_file& file) {
  return is_cpp(file) && file.is_below("chapters") &&
         !file.is_below("chapters/common");
}

// A program that a test watches may sleep, the test itself may not.
bool is_test(const text_file& file) {
  return file.ends_with("_test.cpp") || file.is_below("tests/support");
}

// A source file that begins with its own header is explained there.
bool begins_with_its_header(const text_file& file) {
  const std::string stem = file.path.substr(0, file.path.rfind('.'));
  const std::size_t first = file.text.find("#include ");
  const std::string own = "#include \"" + stem + ".hpp\"";
  return first != std::string::npos &&
         file.text.compare(first, own.size(), own) == 0;
}

std::size_t lines_max(const text_file& file) {
  // A language is one file by design: a list, read one sentence at a time.
  if (is_language(file)) {
    return 900;
  }
  if (!is_chapter_code(file)) {
    return 300;
  }
  if (file.path.find("/experiments/") != std::string::npos) {
    return 80;
  }
  return file.ends_with(".hpp") ? 150 : 200;
}

// A column is a code point: continuation bytes of UTF-8 take no room.
std::size_t width(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count_if(line, [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

// An address or a CMake expression without a space has to stay in one piece.
bool can_be_broken(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  return line.find(' ', first) != std::string_view::npos;
}

std::ptrdiff_t matches(const std::string& text, const std::regex& pattern) {
  return std::distance(std::sregex_iterator(text.begin(), text.end(), pattern),
                       std::sregex_iterator());
}

struct refused_word {
  std::regex pattern;
  const char* sentence;
  bool only_in_tests;
  const char* except = "";  ///< the one file that may
};

const std::vector<refused_word>& refused_words() {
  static const std::vector<refused_word> words = {
      {std::regex("\\b(TO"
                  "DO|FIX"
                  "ME|XX"
                  "X)\\b"),
       "an open end belongs in an issue or an exercise, not in the tree",
       false},
      {std::regex("using name"
                  "space std *;"),
       "names come in one by one", false},
      {std::regex("^#if"
                  " 0",
                  std::regex::multiline),
       "code that is not compiled is not kept", false},
      {std::regex("/wo"
                  "rk/"),
       "a path of one machine means nothing on another", false},
      {std::regex("\\bissue #?\\d", std::regex::icase),
       "the tree stands alone; it says the reason, not where it was discussed",
       false},
      {std::regex("\\b(sleep"
                  "_for|sleep"
                  "_until|usle"
                  "ep) ?\\("),
       "a test waits for a predicate with a deadline, never for time", true},
      {std::regex("\\bki"
                  "ll ?\\("),
       "a test signals with send_signal, which refuses what means a group",
       true, "tests/support/process.cpp"},
  };
  return words;
}

}  // namespace

bool is_source(const text_file& file) {
  return is_cpp(file) || is_script(file) || is_cmake(file);
}

complaints check_size(const text_file& file) {
  const std::size_t count = lines_of(file.text).size();
  if (count <= lines_max(file)) {
    return {};
  }
  return {at_line(file, count,
                  "the file has " + std::to_string(count) +
                      " lines, more than " + std::to_string(lines_max(file)))};
}

complaints check_columns(const text_file& file) {
  complaints found;
  std::size_t number = 0;
  for (std::string_view line : lines_of(file.text)) {
    ++number;
    if (width(line) > columns_max && can_be_broken(line)) {
      found.push_back(at_line(file, number, "the line is longer than 80"));
    }
  }
  return found;
}

complaints check_head(const text_file& file) {
  if (is_cmake(file)) {
    return {};
  }
  auto lines = lines_of(file.text);
  if (!lines.empty() && lines.front().starts_with("#!")) {
    lines.erase(lines.begin());
  }
  const std::string_view mark = is_cpp(file) ? "//" : "#";
  const std::string licence =
      std::string(mark) + " SPDX-License-Identifier: BSL-1.0";
  if (lines.empty() || lines.front() != licence) {
    return {at_line(file, 1, "the first line is '" + licence + "'")};
  }
  const auto head = lines.begin() + 1;
  const auto limit =
      lines.begin() +
      static_cast<std::ptrdiff_t>(std::min<std::size_t>(4, lines.size()));
  const bool says_something =
      std::any_of(head, limit, [&](std::string_view line) {
        const bool comment =
            line.starts_with(mark) || line.starts_with("\"\"\"");
        return comment && line.size() > 12;
      });
  if (says_something || begins_with_its_header(file)) {
    return {};
  }
  return {at_line(file, 2, "a head paragraph says what the file is")};
}

complaints check_functions(const text_file& file) {
  complaints found;
  if (!is_cpp(file)) {
    return found;
  }
  for (const function_extent& function : functions_of(file.text)) {
    const std::size_t count = function.last_line - function.first_line + 1;
    if (count > function_lines_max) {
      found.push_back(at_line(file, function.first_line,
                              "the function has " + std::to_string(count) +
                                  " lines, more than 60"));
    }
  }
  return found;
}

complaints check_words(const text_file& file) {
  complaints found;
  for (const refused_word& word : refused_words()) {
    if ((word.only_in_tests && !is_test(file)) || file.path == word.except) {
      continue;
    }
    std::smatch match;
    if (std::regex_search(file.text, match, word.pattern)) {
      const auto line = 1 + std::count(file.text.begin(), match[0].first, '\n');
      found.push_back(at_line(file, static_cast<std::size_t>(line),
                              "'" + match.str() + "': " + word.sentence));
    }
  }
  return found;
}

complaints check_chapter_code(const text_file& file) {
  complaints found;
  if (!is_chapter_code(file)) {
    return found;
  }
  static const std::regex event(
      "trace::(create|end|run|stop|wake|start|done|act|poll|ready|value|note) "
      "?\\(");
  const auto calls = matches(file.text, event);
  if (file.name() == "server.cpp") {
    for (const char* question : {"Who waits?", "hold", "Who wakes it?"}) {
      if (file.text.find(question) == std::string::npos) {
        found.push_back(at_line(
            file, 2, std::string("the head answers '") + question + "'"));
      }
    }
    if (calls > 0) {
      found.push_back(at_line(file, 1, "a server calls trace::name only"));
    }
  }
  if (calls > trace_calls_max) {
    found.push_back(at_line(file, 1, "more than 8 calls of the recorder"));
  }
  return found;
}

}  // namespace looplab::house
