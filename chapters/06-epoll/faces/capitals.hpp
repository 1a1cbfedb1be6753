// SPDX-License-Identifier: BSL-1.0
//
// What the two faces' programs serve: lines, answered in capitals. A stream has
// no lines, only bytes, so a line is taken when its end has come.
#pragma once

#include <cctype>
#include <optional>
#include <string>

namespace looplab::chapter {

inline std::string capitals(std::string text) {
  for (char& each : text) {
    each = static_cast<char>(std::toupper(static_cast<unsigned char>(each)));
  }
  return text;
}

/// The first whole line, with its end, and no longer in `from`.
inline std::optional<std::string> take_line(std::string& from) {
  auto end = from.find('\n');
  if (end == from.npos) {
    return std::nullopt;
  }
  auto line = from.substr(0, end + 1);
  from.erase(0, end + 1);
  return line;
}

}  // namespace looplab::chapter
