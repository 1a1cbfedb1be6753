// SPDX-License-Identifier: BSL-1.0
//
// Frames with a title, and the measuring and cutting of text that every widget
// needs to stay inside them.
#include <algorithm>

#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::frame {

namespace {

struct lines {
  char32_t across, down, top_left, top_right, bottom_left, bottom_right;
};

constexpr lines plain = {U'-', U'|', U'+', U'+', U'+', U'+'};
constexpr lines thin = {U'─', U'│', U'┌', U'┐', U'└', U'┘'};
constexpr lines heavy = {U'━', U'┃', U'┏', U'┓', U'┗', U'┛'};

}  // namespace

int columns_of(std::string_view text) {
  return static_cast<int>(model::width_of(text));
}

std::string fitted(std::string_view text, int columns) {
  return model::shortened(text, static_cast<std::size_t>(std::max(0, columns)));
}

std::string_view take_line(std::string_view& text, int columns) {
  const auto room = static_cast<std::size_t>(std::max(1, columns));
  std::size_t end = model::bytes_of(text, room);
  std::size_t next = end;
  if (end < text.size()) {
    const std::size_t blank = text.rfind(' ', end);
    if (blank != text.npos && blank > 0) {
      end = blank;
      next = blank + 1;
    }
  }
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(next);
  return line;
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
  const std::string title = fitted(look.title, room);
  if (!title.empty()) {
    on.put(where.x + 2, where.y, " " + title + " ",
           look.active ? style::source_current : style::title);
  }
  const int left = room - columns_of(title) - 4;
  if (!look.right.empty() && left > 4) {
    const std::string text = " " + fitted(look.right, left) + " ";
    on.put(right - 1 - columns_of(text), where.y, text, style::dim);
  }
}

int put_wrapped(grid& on, const area& where, std::string_view text,
                style look) {
  int y = where.y;
  while (!text.empty() && y < where.y + where.rows) {
    on.put(where.x, y++, take_line(text, where.columns), look);
  }
  return y;
}

}  // namespace looplab::frame
