// SPDX-License-Identifier: BSL-1.0
//
// Each phrase is a row of words; a number may stand where the grammar has N.
#include "visualizer/target/script.hpp"

#include <charconv>
#include <vector>

#include "visualizer/target/proc_file.hpp"

namespace looplab::target {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    words.push_back(take_until(text, ' '));
  }
  return words;
}

/// 1 to 999; 0 when it is anything else.
unsigned counted(std::string_view word) {
  unsigned number = 0;
  const auto [end, fault] =
      std::from_chars(word.data(), word.data() + word.size(), number);
  const bool whole = fault == std::errc() && end == word.data() + word.size();
  return whole && number < 1000 ? number : 0;
}

}  // namespace

std::optional<condition> parse_condition(std::string_view text) {
  using enum script_condition;
  for (const auto& [phrase, what] :
       {std::pair{"start", start}, std::pair{"listening", listening},
        std::pair{"asleep", asleep},
        std::pair{"waits upstream", waits_upstream}}) {
    if (text == phrase) {
      return condition{what, 0};
    }
  }
  const auto words = words_of(text);
  const unsigned number = words.size() > 1 ? counted(words[1]) : 0;
  if (number == 0) {
    return std::nullopt;
  }
  if (words.size() == 2 && words[0] == "turn") {
    return condition{turn, number};
  }
  if (words.size() != 3 || words[0] != "client") {
    return std::nullopt;
  }
  if (words[2] == "connected") {
    return condition{connected, number};
  }
  return words[2] == "answered" ? std::optional(condition{answered, number})
                                : std::nullopt;
}

std::optional<action> parse_action(std::string_view text) {
  using enum script_action;
  const auto words = words_of(text);
  const unsigned client = words.size() > 2 ? counted(words[1]) : 0;
  if (client == 0 || words[0] != "client") {
    return std::nullopt;
  }
  if (words.size() == 4 && words[2] == "GET" && words[3].starts_with('/')) {
    return action{get, client, std::string(words[3])};
  }
  if (words.size() != 3) {
    return std::nullopt;
  }
  if (words[2] == "connect") {
    return action{connect, client, ""};
  }
  return words[2] == "close" ? std::optional(action{close, client, ""})
                             : std::nullopt;
}

}  // namespace looplab::target
