// SPDX-License-Identifier: BSL-1.0
//
// See characters.hpp. Which characters take one column is a list of those that
// surely do, not of the others: a character missing here is a question mark, a
// wide one missing there would shift every column behind it.
#include "visualizer/model/characters.hpp"

#include <algorithm>

namespace looplab::model {

namespace {

bool takes_one_column(char32_t glyph) {
  struct range {
    char32_t first, last;
  };

  // Latin, Greek and Cyrillic letters; punctuation; signs, arrows and
  // mathematics; lines, blocks and shapes; tick and cross. In between are
  // combining marks, marks of direction and emoji.
  constexpr range known[] = {
      {0xa0, 0xac},     {0xae, 0x2ff},    {0x384, 0x38a},   {0x38e, 0x3a1},
      {0x3a3, 0x482},   {0x48a, 0x52f},   {0x1e00, 0x1eff}, {0x2010, 0x2027},
      {0x2030, 0x205e}, {0x2074, 0x208e}, {0x20a0, 0x20bf}, {0x2100, 0x218b},
      {0x2190, 0x2319}, {0x231c, 0x2328}, {0x232b, 0x23e8}, {0x23ed, 0x23ef},
      {0x23f1, 0x23f2}, {0x23f4, 0x23ff}, {0x2460, 0x25fc}, {0x2713, 0x2718}};
  return std::ranges::any_of(known, [glyph](const range& r) {
    return glyph >= r.first && glyph <= r.last;
  });
}

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() &&
         (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) {
    const bool control = lead < 0x20 || lead == 0x7f;
    return {control ? U'?' : static_cast<char32_t>(lead), 1};
  }
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) {
    return {U'?', 1};
  }
  char32_t glyph = lead & (0xffu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(text, i)) {
      return {U'?', i};
    }
    glyph = glyph << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
  }
  return {takes_one_column(glyph) ? glyph : U'?', length};
}

void append_utf8(std::string& out, char32_t glyph) {
  const auto byte = [&out](char32_t value) {
    out += static_cast<char>(value);
  };
  if (glyph < 0x80) {
    byte(glyph);
    return;
  }
  if (glyph < 0x800) {
    byte(0xc0 | glyph >> 6);
  } else if (glyph < 0x10000) {
    byte(0xe0 | glyph >> 12);
    byte(0x80 | (glyph >> 6 & 0x3f));
  } else {
    byte(0xf0 | glyph >> 18);
    byte(0x80 | (glyph >> 12 & 0x3f));
    byte(0x80 | (glyph >> 6 & 0x3f));
  }
  byte(0x80 | (glyph & 0x3f));
}

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (; !text.empty(); ++width) {
    text.remove_prefix(first_character(text).bytes);
  }
  return width;
}

std::size_t bytes_of(std::string_view text, std::size_t columns) {
  std::size_t end = 0;
  for (; columns > 0 && end < text.size(); --columns) {
    end += first_character(text.substr(end)).bytes;
  }
  return end;
}

std::string shortened(std::string_view text, std::size_t columns) {
  if (width_of(text) <= columns) {
    return std::string(text);
  }
  if (columns == 0) {
    return {};
  }
  return std::string(text.substr(0, bytes_of(text, columns - 1))) + "…";
}

std::string short_name(std::string_view name, std::size_t columns) {
  std::size_t number = name.size();
  while (number > 0 && is_digit(name[number - 1])) {
    --number;
  }
  if (number > 0 && number < name.size() &&
      (name[number - 1] == ' ' || name[number - 1] == '#')) {
    --number;
  }
  // A number alone says nothing: the head keeps three characters and "…".
  const std::size_t tail = name.size() - number;
  if (width_of(name) <= columns || tail + 4 > columns) {
    return shortened(name, columns);
  }
  return shortened(name.substr(0, number), columns - tail) +
         std::string(name.substr(number));
}

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const character next = first_character(text);
    append_utf8(out, next.glyph);
    text.remove_prefix(next.bytes);
  }
  return out;
}

std::string without_tabs(std::string_view line) {
  constexpr std::size_t stop = 8;
  std::string out;
  for (std::size_t column = 0; !line.empty(); ++column) {
    const std::size_t bytes = first_character(line).bytes;
    if (line[0] == '\t') {
      out.append(stop - column % stop, ' ');
      column += stop - 1 - column % stop;
    } else {
      out += line.substr(0, bytes);
    }
    line.remove_prefix(bytes);
  }
  return out;
}

}  // namespace looplab::model
