// SPDX-License-Identifier: BSL-1.0
//
// The cells behind grid.hpp, and the two conversions of text they need. Bytes
// that are no UTF-8 become question marks: a program's name may hold anything.
#include "visualizer/frame/grid.hpp"

#include <algorithm>

namespace looplab::frame {

namespace {

struct decoded {
  char32_t glyph;
  std::size_t bytes;
};

bool continues(std::string_view text, std::size_t at) {
  return at < text.size() &&
         (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
}

/// Controls, combining marks and wide characters would shift every column
/// behind them.
bool takes_one_column(char32_t glyph) {
  struct range {
    char32_t first, last;
  };

  constexpr range others[] = {
      {0x80, 0x9f},     {0x300, 0x36f},     {0x1100, 0x115f}, {0x200b, 0x200f},
      {0x2028, 0x202e}, {0x2060, 0x206f},   {0x2e80, 0xa4cf}, {0xac00, 0xd7a3},
      {0xd800, 0xdfff}, {0xf900, 0xfaff},   {0xfe00, 0xfe6f}, {0xfeff, 0xff60},
      {0xffe0, 0xffff}, {0x1f000, 0x10ffff}};
  return std::ranges::none_of(others, [glyph](const range& r) {
    return glyph >= r.first && glyph <= r.last;
  });
}

decoded first_of(std::string_view text) {
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

}  // namespace

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

grid::grid(size extent)
    : extent_{std::max(0, extent.columns), std::max(0, extent.rows)},
      cells_(static_cast<std::size_t>(extent_.columns) *
             static_cast<std::size_t>(extent_.rows)) {}

bool grid::holds(int x, int y) const {
  return x >= 0 && y >= 0 && x < extent_.columns && y < extent_.rows;
}

cell& grid::cell_at(int x, int y) {
  return cells_[static_cast<std::size_t>(y) *
                    static_cast<std::size_t>(extent_.columns) +
                static_cast<std::size_t>(x)];
}

const cell& grid::at(int x, int y) const {
  static const cell outside;
  return holds(x, y) ? const_cast<grid*>(this)->cell_at(x, y) : outside;
}

void grid::put(int x, int y, char32_t glyph, style look) {
  if (holds(x, y)) {
    cell_at(x, y) = {glyph, look, false};
  }
}

int grid::put(int x, int y, std::string_view text, style look) {
  while (!text.empty()) {
    const decoded next = first_of(text);
    put(x++, y, next.glyph, look);
    text.remove_prefix(next.bytes);
  }
  return x;
}

void grid::fill(int x, int y, int columns, int rows, char32_t glyph,
                style look) {
  for (int j = y; j < y + rows; ++j) {
    for (int i = x; i < x + columns; ++i) {
      put(i, j, glyph, look);
    }
  }
}

void grid::reverse(int x, int y, int columns) {
  for (int i = x; i < x + columns; ++i) {
    if (holds(i, y)) {
      cell_at(i, y).reversed = true;
    }
  }
}

void grid::restyle(int x, int y, int columns, style look) {
  for (int i = x; i < x + columns; ++i) {
    if (holds(i, y)) {
      cell_at(i, y).look = look;
    }
  }
}

std::string grid::row(int y) const {
  std::string out;
  for (int x = 0; x < extent_.columns; ++x) {
    append_utf8(out, at(x, y).glyph);
  }
  return out;
}

std::string grid::text() const {
  std::string out;
  for (int y = 0; y < extent_.rows; ++y) {
    std::string line = row(y);
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

}  // namespace looplab::frame
