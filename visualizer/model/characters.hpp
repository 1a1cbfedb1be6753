// SPDX-License-Identifier: BSL-1.0
//
// Text as characters that take one column each. A program's names, notes and
// source lines may hold anything: what is not UTF-8, would move the cursor, or
// takes no column or two, counts and is shown as one question mark. So a width
// measured here is the width on every screen, and no name can send a terminal
// an escape sequence.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace looplab::model {

/// One column of a text, and how many of its bytes it stands for.
struct character {
  char32_t glyph;
  std::size_t bytes;
};

/// Requires a text that is not empty.
character first_character(std::string_view text);
/// Appends one character as UTF-8.
void append_utf8(std::string& out, char32_t glyph);

/// How many columns a text takes.
std::size_t width_of(std::string_view text);
/// How many bytes of a text its first `columns` columns are.
std::size_t bytes_of(std::string_view text, std::size_t columns);
/// At most `columns` characters; what is cut off is shown as "…".
std::string shortened(std::string_view text, std::size_t columns);
/// The same for a name: a number at its end stays, "upst… 12".
std::string short_name(std::string_view name, std::size_t columns);

/// The text as a screen would show it, for where there is none.
std::string printable(std::string_view text);
/// A line with blanks up to each tab stop (every eighth column).
std::string without_tabs(std::string_view line);

}  // namespace looplab::model
