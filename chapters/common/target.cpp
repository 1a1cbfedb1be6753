// SPDX-License-Identifier: BSL-1.0
//
// Splits at '?', '&' and '=', and decodes %41; a bad encoding is no value.
#include "chapters/common/target.hpp"

#include <algorithm>
#include <charconv>

namespace looplab::common {
namespace {

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    unsigned value = 0;
    auto digits = text.substr(i + 1, 2);
    auto end = digits.data() + digits.size();
    if (digits.size() != 2 ||
        std::from_chars(digits.data(), end, value, 16).ptr != end) {
      return std::nullopt;
    }
    out += static_cast<char>(value);
    i += 2;
  }
  return out;
}

std::string_view without_scheme(std::string_view text) {
  if (!text.starts_with("http://")) {
    return text;
  }
  text.remove_prefix(7);
  auto slash = text.find('/');
  return slash == text.npos ? "/" : text.substr(slash);
}

}  // namespace

target::target(std::string_view text) {
  text = without_scheme(text);
  if (!text.starts_with('/')) {
    return;
  }
  auto question = text.find('?');
  path_ = text.substr(0, question);
  if (question != text.npos) {
    query_ = text.substr(question + 1);
  }
}

std::optional<std::string> target::parameter(std::string_view name) const {
  auto rest = query_;
  while (!rest.empty()) {
    auto pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    auto equals = pair.find('=');
    if (pair.substr(0, equals) == name) {
      return decoded(equals == pair.npos ? "" : pair.substr(equals + 1));
    }
  }
  return std::nullopt;
}

}  // namespace looplab::common
