// SPDX-License-Identifier: BSL-1.0
//
// The cells behind grid.hpp. What a cell holds takes one column and moves no
// cursor, whatever bytes a program's name was made of (characters.hpp).
#include "visualizer/frame/grid.hpp"

#include <algorithm>

#include "visualizer/model/characters.hpp"

namespace looplab::frame {

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
    const model::character next = model::first_character(text);
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

const region* grid::region_at(int x, int y) const {
  for (auto at = regions_.rbegin(); at != regions_.rend(); ++at) {
    if (x >= at->x && x < at->x + at->columns && y >= at->y &&
        y < at->y + at->rows) {
      return at->kind == hit::nothing ? nullptr : &*at;
    }
  }
  return nullptr;
}

std::string grid::row(int y) const {
  std::string out;
  for (int x = 0; x < extent_.columns; ++x) {
    model::append_utf8(out, at(x, y).glyph);
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
