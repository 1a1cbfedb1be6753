// SPDX-License-Identifier: BSL-1.0
//
// Frames with a title, and the measuring and cutting of text that every widget
// needs to stay inside them.
#include <algorithm>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

struct lines {
  char32_t across, down, top_left, top_right, bottom_left, bottom_right;
};

constexpr lines plain = {U'-', U'|', U'+', U'+', U'+', U'+'};
constexpr lines thin = {U'─', U'│', U'┌', U'┐', U'└', U'┘'};
constexpr lines heavy = {U'━', U'┃', U'┏', U'┓', U'┗', U'┛'};

bool starts_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
}

}  // namespace

int columns_of(std::string_view text) {
  int count = 0;
  for (const char byte : text) {
    count += starts_character(byte) ? 1 : 0;
  }
  return count;
}

std::string fitted(std::string_view text, int columns, const glyphs& with) {
  if (columns_of(text) <= columns) {
    return std::string(text);
  }
  if (columns <= 0) {
    return {};
  }
  std::size_t end = 0;
  for (int left = columns; end < text.size(); ++end) {
    if (starts_character(text[end]) && left-- == 1) {
      break;
    }
  }
  return std::string(text.substr(0, end)) + (with.ascii ? "~" : "…");
}

void draw_box(grid& on, const area& where, const box_look& look,
              const glyphs& with) {
  const lines& l = with.ascii ? plain : look.active ? heavy : thin;
  const style edge = look.active ? style::box_active : style::box;
  const int right = where.x + where.columns - 1;
  const int bottom = where.y + where.rows - 1;
  on.fill(where.x, where.y, where.columns, 1, l.across, edge);
  on.fill(where.x, bottom, where.columns, 1, l.across, edge);
  on.fill(where.x, where.y, 1, where.rows, l.down, edge);
  on.fill(right, where.y, 1, where.rows, l.down, edge);
  on.put(where.x, where.y, l.top_left, edge);
  on.put(right, where.y, l.top_right, edge);
  on.put(where.x, bottom, l.bottom_left, edge);
  on.put(right, bottom, l.bottom_right, edge);
  const int room = where.columns - 4;
  const std::string title = fitted(look.title, room, with);
  if (!title.empty()) {
    on.put(where.x + 2, where.y, " " + title + " ",
           look.active ? style::source_current : style::title);
  }
  const int left = room - columns_of(title) - 4;
  if (!look.right.empty() && left > 4) {
    const std::string text = " " + fitted(look.right, left, with) + " ";
    on.put(right - 1 - columns_of(text), where.y, text, style::dim);
  }
}

int put_wrapped(grid& on, const area& where, std::string_view text,
                style look) {
  int y = where.y;
  while (!text.empty() && y < where.y + where.rows) {
    const auto room = static_cast<std::size_t>(where.columns);
    std::size_t cut = text.size();
    if (columns_of(text) > where.columns) {
      cut = text.rfind(' ', room);
      cut = cut == std::string_view::npos || cut == 0 ? room : cut;
    }
    on.put(where.x, y++, text.substr(0, cut), look);
    text.remove_prefix(std::min(cut + 1, text.size()));
  }
  return y;
}

}  // namespace looplab::frame
