// SPDX-License-Identifier: BSL-1.0
//
// The help overlay: the key table of the screen below it, and what the shapes
// and colours mean. Typing searches; what does not match is left out. Where a
// window is low, it has pages, and the one with the chosen row is shown.
#include "visualizer/frame/help.hpp"

#include <fmt/core.h>

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

constexpr legend_entry states[] = {
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

/// One line of the list: a row of the table, or a group's title.
struct help_line {
  int row = -1;  ///< index in what was found; -1 = a title or a blank
  std::string_view title;
};

/// The list broken into columns of at most `height` lines. A group stays in
/// one column if it can, and a title never stands alone.
std::vector<std::vector<help_line>> columns_of_help(
    const std::vector<key_binding>& found, std::size_t height) {
  std::vector<std::vector<help_line>> out(1);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool begins = i == 0 || found[i].group != found[i - 1].group;
    if (begins) {
      const auto rows = static_cast<std::size_t>(
          std::ranges::count(found, found[i].group, &key_binding::group));
      const std::size_t blank = out.back().empty() ? 0 : 1;
      const std::size_t left = height - out.back().size();
      const bool fits = blank + 1 + rows <= left;
      if (blank > 0 && !fits && (rows + 1 <= height || left < 3)) {
        out.emplace_back();
      } else if (blank > 0) {
        out.back().emplace_back();
      }
      out.back().push_back({-1, found[i].group});
    }
    if (out.back().size() >= height) {
      out.emplace_back();
    }
    out.back().push_back({static_cast<int>(i), {}});
  }
  return out;
}

void draw_column(grid& over, const area& column,
                 const std::vector<help_line>& lines,
                 const std::vector<key_binding>& found, int chosen,
                 const glyphs& with) {
  int y = column.y;
  for (const help_line& line : lines) {
    if (line.row < 0) {
      over.put(column.x, y++, line.title, style::title);
      continue;
    }
    const key_binding& row = found[static_cast<std::size_t>(line.row)];
    const bool here = line.row == chosen;
    over.mark({column.x - 1, y, column.columns, 1, hit::row, line.row});
    if (here) {
      over.put(column.x - 1, y, U'▸', style::strong);
    }
    over.put(column.x, y, shown_key(row.shown, with), style::ready);
    over.put(column.x + 10, y++, fitted(row.text, column.columns - 11),
             here ? style::selected : style::text);
  }
}

void draw_legend(grid& over, const area& where, const glyphs& with) {
  over.put(where.x, where.y, "SHAPES AND COLOURS", style::title);
  int x = where.x;
  int y = where.y + 1;
  for (const legend_entry& one : legend()) {
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

/// Two columns a page; the page with the chosen row.
void draw_list(grid& over, const area& where, const help_view& view,
               const glyphs& with) {
  const auto found = found_in_help(view.of, view.search);
  if (found.empty()) {
    over.put(where.x, where.y,
             "No key here does that. Backspace deletes a letter.", style::text);
    return;
  }
  const auto columns =
      columns_of_help(found, static_cast<std::size_t>(where.rows));
  const auto has_chosen = [&](const std::vector<help_line>& lines) {
    return std::ranges::find(lines, view.chosen, &help_line::row) !=
           lines.end();
  };
  const auto at = static_cast<std::size_t>(
      std::ranges::find_if(columns, has_chosen) - columns.begin());
  const std::size_t first = at < columns.size() ? at / 2 * 2 : 0;
  const int half = where.columns / 2;
  for (std::size_t i = first; i < std::min(first + 2, columns.size()); ++i) {
    const int x = where.x + (i == first ? 0 : half);
    draw_column(over, {x, where.y, half, where.rows}, columns[i], found,
                view.chosen, with);
  }
  if (columns.size() > 2) {
    const std::string text =
        fmt::format(" page {} of {}: {} ", first / 2 + 1,
                    (columns.size() + 1) / 2, with.ascii ? "Down" : "↓");
    over.put(where.x + where.columns - columns_of(text), where.y + where.rows,
             text, style::dim);
  }
}

}  // namespace

std::span<const legend_entry> legend() {
  return states;
}

std::vector<key_binding> found_in_help(screen_kind of,
                                       const std::string& search) {
  std::vector<key_binding> out;
  std::ranges::copy_if(keys_of(of), std::back_inserter(out),
                       [&](const auto& row) { return matches(row, search); });
  return out;
}

void draw_help(grid& over, const help_view& view, const glyphs& with) {
  const size extent = over.extent();
  const int columns = std::min(extent.columns - 4, 88);
  const int rows = std::min(extent.rows - 2, 26);
  if (columns < 40 || rows < 8) {
    return;  // too_small() is what is shown there
  }
  const area box{(extent.columns - columns) / 2, (extent.rows - rows) / 2,
                 columns, rows};
  over.fill(box.x, box.y, box.columns, box.rows, U' ', style::text);
  // Until it is closed, nothing below it is meant.
  over.mark({0, 0, extent.columns, extent.rows});
  const std::string right = view.search.empty()
                                ? "type to search, Enter does it, Esc closes"
                                : "search: " + view.search;
  draw_box(over, box, {"HELP", right, false}, with);
  draw_list(over, {box.x + 2, box.y + 1, columns - 4, rows - 7}, view, with);
  over.put(box.x + 2, box.y + rows - 1,
           " mouse: click, wheel; Shift-drag selects text ", style::dim);
  draw_legend(over, {box.x + 2, box.y + rows - 5, columns - 4, 4}, with);
  finish(over, with);
}

}  // namespace looplab::frame
