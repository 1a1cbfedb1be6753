// SPDX-License-Identifier: BSL-1.0
//
// See terminal_bytes.hpp. Each stretch of cells begins with its place and its
// colours in full, so that nothing depends on what was written before it.
#include "visualizer/export/terminal_bytes.hpp"

#include <fmt/format.h>

#include <iterator>

#include "visualizer/model/characters.hpp"

namespace looplab::exporting {

namespace {

std::string colours(frame::theme theme, const frame::cell& cell) {
  const frame::appearance a = frame::look_of(theme, cell.look);
  std::string out = "\x1b[0";
  out += a.bold ? ";1" : "";
  out += a.dim ? ";2" : "";
  out += a.reverse != cell.reversed ? ";7" : "";
  if (a.foreground >= 0) {
    out += fmt::format(";38;5;{}", a.foreground);
  }
  if (a.background >= 0) {
    out += fmt::format(";48;5;{}", a.background);
  }
  return out + "m";
}

bool looks_alike(const frame::cell& a, const frame::cell& b) {
  return a.look == b.look && a.reversed == b.reversed;
}

/// Writes the cells for which `is_new(x, y)`, row by row.
template <class IsNew>
std::string written(const frame::grid& now, frame::theme theme, IsNew is_new) {
  std::string out;
  const auto [columns, rows] = now.extent();
  for (int y = 0; y < rows; ++y) {
    bool joined = false;
    for (int x = 0; x < columns; ++x) {
      const frame::cell& cell = now.at(x, y);
      if (!is_new(x, y)) {
        joined = false;
        continue;
      }
      if (!joined) {
        fmt::format_to(std::back_inserter(out), "\x1b[{};{}H", y + 1, x + 1);
      }
      if (!joined || !looks_alike(cell, now.at(x - 1, y))) {
        out += colours(theme, cell);
      }
      model::append_utf8(out, cell.glyph);
      joined = true;
    }
  }
  return out;
}

}  // namespace

std::string first_frame(const frame::grid& now, frame::theme theme) {
  const std::string hide_and_clear = "\x1b[?25l\x1b[0m\x1b[2J";
  return hide_and_clear + written(now, theme, [](int, int) { return true; });
}

std::string next_frame(const frame::grid& before, const frame::grid& now,
                       frame::theme theme) {
  return written(now, theme, [&](int x, int y) {
    return !(before.at(x, y) == now.at(x, y));
  });
}

}  // namespace looplab::exporting
