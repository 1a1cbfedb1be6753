// SPDX-License-Identifier: BSL-1.0
//
// The home screen: the chapters on the left, the chosen one's promise on the
// right, and how to look at a program of one's own.
#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

std::string mark_of(char progress, const glyphs& with) {
  switch (progress) {
    case 'x':
      return with.ascii ? "x" : "✓";
    case 'o':
      return with.ascii ? "o" : "◐";
    default:
      return with.ascii ? "." : "·";
  }
}

/// Writes words into lines of this width; returns the row after the last.
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

void draw_list(grid& on, const home_view& view, const area& box,
               const glyphs& with) {
  draw_box(on, box, {"CHAPTERS", "", false}, with);
  int y = box.y + 2;
  for (std::size_t i = 0; i < view.chapters.size(); ++i) {
    const chapter_card& card = view.chapters[i];
    const bool chosen = static_cast<int>(i) == view.selected;
    if (y + 1 >= box.y + box.rows - 1) {
      return;
    }
    if (chosen) {
      on.fill(box.x + 1, y, box.columns - 2, 1, U' ', style::menu_selected);
      on.put(box.x + 2, y, with.ascii ? U'>' : U'▸', style::menu_selected);
    }
    const style look = chosen ? style::menu_selected : style::menu;
    on.put(box.x + 4, y,
           fitted(fmt::format("{}  {}", card.number, card.title),
                  box.columns - 10, with),
           look);
    on.put(box.x + box.columns - 4, y, mark_of(card.progress, with), look);
    on.put(box.x + 8, y + 1, fitted(card.question, box.columns - 11, with),
           style::dim);
    y += on.extent().rows < 30 ? 2 : 3;
  }
}

void draw_card(grid& on, const home_view& view, const area& box,
               const glyphs& with) {
  if (view.chapters.empty()) {
    draw_box(on, box, {"", "", false}, with);
    on.put(box.x + 2, box.y + 1, "no chapter is here", style::dim);
    return;
  }
  const chapter_card& card =
      view.chapters[static_cast<std::size_t>(view.selected)];
  draw_box(on, box, {card.number + " " + card.title, "", true}, with);
  const int x = box.x + 2;
  const int columns = box.columns - 4;
  const int bottom = box.y + box.rows - 1;
  const auto left = [&](int y) {
    return area{x, y, columns, bottom - y};
  };
  int y = put_wrapped(on, left(box.y + 2), card.question, style::strong) + 1;
  if (y < bottom) {
    const int after = on.put(x, y, "Enter", style::bar_key);
    on.put(after + 1, y, "run it live, in slow motion", style::text);
    y += 2;
  }
  if (y < bottom) {
    on.put(x, y++, "You will see", style::title);
  }
  for (const std::string& one : card.will_see) {
    if (y >= bottom) {
      break;
    }
    on.put(x, y, with.ascii ? "-" : "·", style::dim);
    area rest = left(y);
    rest.x += 2;
    rest.columns -= 2;
    y = put_wrapped(on, rest, one, style::text);
  }
  if (bottom - 2 > y) {
    on.put(
        x, bottom - 2,
        fitted(fmt::format("{}   about {} minutes", card.source, card.minutes),
               columns, with),
        style::dim);
  }
}

}  // namespace

grid draw_home(const home_view& view, size extent, const glyphs& with) {
  if (extent.columns < smallest_screen.columns ||
      extent.rows < smallest_screen.rows) {
    return too_small(extent);
  }
  grid out(extent);
  out.fill(0, 0, extent.columns, 1, U' ', style::header);
  out.put(1, 0, "LOOPLAB  asynchronous programs, seen while they run",
          style::header);
  const auto done =
      std::ranges::count(view.chapters, 'x', &chapter_card::progress);
  const std::string count =
      fmt::format("{} of {} chapters done ", done, view.chapters.size());
  out.put(extent.columns - columns_of(count), 0, count, style::header);

  const int height = extent.rows - 6;
  const int left = extent.columns * 54 / 100;
  draw_list(out, view, {0, 1, left, height}, with);
  draw_card(out, view, {left, 1, extent.columns - left, height}, with);

  const int y = extent.rows - 5;
  out.put(1, y, "Your own program:", style::strong);
  out.put(20, y,
          "looplab watch -- ./server     looplab attach PID     "
          "looplab replay x.loop",
          style::text);
  const std::string marks =
      fmt::format("{} done   {} begun   {} new", mark_of('x', with),
                  mark_of('o', with), mark_of('.', with));
  out.put(1, y + 1, marks, style::dim);
  const std::string& said = view.message.empty() ? view.hint : view.message;
  out.put(1, y + 2, fitted(said, extent.columns - 2, with),
          view.message.empty() ? style::narration : style::warning);
  draw_key_row(out, screen_kind::home, with);
  return out;
}

grid draw_predict(const predict_view& view, size extent, const glyphs& with) {
  if (extent.columns < smallest_screen.columns ||
      extent.rows < smallest_screen.rows) {
    return too_small(extent);
  }
  grid out(extent);
  const bool answered = view.right >= 0;
  out.fill(0, 0, extent.columns, 1, U' ', style::header);
  out.put(1, 0, view.title, style::header);
  const int columns = std::min(extent.columns - 8, 84);
  const int x = (extent.columns - columns) / 2;
  const area box{x - 2, 2, columns + 4, extent.rows - 5};
  draw_box(
      out, box,
      {answered ? "WHAT YOU PREDICTED, AND WHAT HAPPENED" : "FIRST, PREDICT",
       "", true},
      with);
  const int bottom = box.y + box.rows - 1;
  int y = put_wrapped(out, {x, 4, columns, bottom - 4}, view.question,
                      style::strong) +
          1;
  for (std::size_t i = 0; i < view.answers.size() && y < bottom; ++i) {
    const int index = static_cast<int>(i);
    const bool chosen = index == view.selected;
    const bool right = answered && index == view.right;
    const style look = right    ? style::running
                       : chosen ? style::ready
                                : style::text;
    const std::string mark = right    ? (with.ascii ? "*" : "✓")
                             : chosen ? (with.ascii ? ">" : "▸")
                                      : " ";
    out.put(x, y, fmt::format("{} {}", mark, i + 1), look);
    y = put_wrapped(out, {x + 5, y, columns - 5, bottom - y}, view.answers[i],
                    look) +
        1;
  }
  if (answered && y < bottom) {
    put_wrapped(out, {x, y, columns, bottom - y}, view.why, style::narration);
  }
  const int keys = extent.rows - 1;
  out.fill(0, keys, extent.columns, 1, U' ', style::bar);
  out.put(1, keys,
          answered ? "any key: home"
                   : "1-4 choose   Enter watch it happen   q back",
          style::bar);
  return out;
}

}  // namespace looplab::frame
