// SPDX-License-Identifier: BSL-1.0
//
// The help overlay: the key table of the screen below it, and what the shapes
// and colours mean. Typing searches; what does not match is left out.
#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

bool matches(const key_binding& row, const std::string& search) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  };
  for (const std::string_view text : {row.text, row.shown, row.group}) {
    if (!std::ranges::search(text, search, same).empty() || search.empty()) {
      return true;
    }
  }
  return false;
}

struct legend_entry {
  model::task_state state;
  const char* word;
};

constexpr legend_entry legend[] = {
    {model::task_state::running, "runs"},
    {model::task_state::ready, "ready, in line"},
    {model::task_state::waits_io, "waits: io"},
    {model::task_state::waits_timer, "waits: timer"},
    {model::task_state::waits_lock, "waits: lock, channel, join"},
    {model::task_state::done, "done"},
    {model::task_state::failed, "error, leak"},
};

/// Key glyphs of the table in ASCII: its arrows are the only others.
std::string shown_key(std::string_view text, const glyphs& with) {
  std::string out(text);
  if (!with.ascii) {
    return out;
  }
  const std::pair<std::string_view, std::string_view> twins[] = {
      {"↑", "Up"}, {"↓", "Down"}, {"←", "Left"}, {"→", "Right"}};
  for (const auto& [arrow, word] : twins) {
    if (const auto at = out.find(arrow); at != std::string::npos) {
      out.replace(at, arrow.size(), word);
    }
  }
  return out;
}

int draw_group(grid& over, const area& column, const std::string& group,
               const std::vector<key_binding>& rows, const glyphs& with) {
  int y = column.y;
  const int bottom = column.y + column.rows;
  bool titled = false;
  for (const key_binding& row : rows) {
    if (row.group != group || y >= bottom - 1) {
      continue;
    }
    if (!titled) {
      over.put(column.x, y++, group, style::title);
      titled = true;
    }
    over.put(column.x, y, shown_key(row.shown, with), style::ready);
    over.put(column.x + 10, y++, fitted(row.text, column.columns - 11),
             style::text);
  }
  return y;
}

void draw_legend(grid& over, const area& where, const glyphs& with) {
  over.put(where.x, where.y, "SHAPES AND COLOURS", style::title);
  int x = where.x;
  int y = where.y + 1;
  for (const legend_entry& one : legend) {
    const int needs = columns_of(one.word) + 6;
    if (x + needs > where.x + where.columns) {
      x = where.x;
      ++y;
    }
    if (y >= where.y + where.rows) {
      return;
    }
    const style look = style_of(one.state);
    over.fill(x, y, 3, 1, with.state(one.state), look);
    x = over.put(x + 4, y, one.word, look) + 2;
  }
  over.put(where.x, y + 1,
           "the loop:  T looks at timers   P was woken   z asleep in poll",
           style::dim);
}

}  // namespace

void draw_help(grid& over, screen_kind of, const std::string& search,
               const glyphs& with) {
  const size extent = over.extent();
  const int columns = std::min(extent.columns - 4, 88);
  const int rows = std::min(extent.rows - 2, 24);
  if (columns < 40 || rows < 8) {
    return;  // too_small() is what is shown there
  }
  const area box{(extent.columns - columns) / 2, (extent.rows - rows) / 2,
                 columns, rows};
  over.fill(box.x, box.y, box.columns, box.rows, U' ', style::text);
  const std::string right =
      search.empty() ? "type to search, Esc closes" : "search: " + search;
  draw_box(over, box, {"HELP", right, false}, with);

  std::vector<key_binding> found;
  std::ranges::copy_if(keys_of(of), std::back_inserter(found),
                       [&](const auto& row) { return matches(row, search); });
  const int half = (columns - 4) / 2;
  const area left{box.x + 2, box.y + 1, half, rows - 7};
  const area second{box.x + 2 + half, box.y + 1, half, rows - 7};
  const bool home = of == screen_kind::home;
  draw_group(over, left, home ? "CHAPTERS" : "TIME", found, with);
  draw_group(over, second, "LOOK", found, with);
  draw_legend(over, {box.x + 2, box.y + rows - 5, columns - 4, 4}, with);
  finish(over, with);
}

}  // namespace looplab::frame
