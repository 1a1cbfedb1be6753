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

style look_of_mark(char progress) {
  return progress == 'x' ? style::strong : style::text;
}

void draw_chapter(grid& on, const chapter_card& card, bool chosen,
                  const area& row, const glyphs& with) {
  const style look = !card.available ? style::dim
                     : chosen        ? style::menu_selected
                                     : style::menu;
  if (chosen) {
    on.fill(row.x, row.y, row.columns, 1, U' ', style::menu_selected);
    on.put(row.x + 1, row.y, U'▸', style::menu_selected);
  }
  const std::string right = card.available     ? mark_of(card.progress, with)
                            : row.columns < 45 ? "not yet"
                                               : "not yet here";
  const int room = row.columns - 11 - columns_of(right);
  on.put(row.x + 4, row.y, card.number, look);
  on.put(row.x + 8, row.y, fitted(card.title, room), look);
  on.put(row.x + row.columns - 2 - columns_of(right), row.y, right,
         !card.available ? style::dim
         : chosen        ? look
                         : look_of_mark(card.progress));
}

/// A question below each chapter that is here, as long as all chapters fit;
/// else below the chosen one only.
void draw_list(grid& on, const home_view& view, const area& box,
               const glyphs& with) {
  draw_box(on, box, {"CHAPTERS", "", false}, with);
  const int room = box.rows - 2;
  const auto here = static_cast<int>(
      std::ranges::count(view.chapters, true, &chapter_card::available));
  const int count = static_cast<int>(view.chapters.size());
  const bool all_questions = count + here + 1 <= room;
  const bool airy = count * 3 + 1 <= room;
  int y = box.y + 1 + (count + 1 < room ? 1 : 0);
  for (int i = 0; i < count; ++i) {
    const chapter_card& card = view.chapters[static_cast<std::size_t>(i)];
    const bool chosen = i == view.selected;
    if (y >= box.y + box.rows - 1) {
      return;
    }
    on.mark({box.x + 1, y, box.columns - 2, 1, hit::row, i});
    draw_chapter(on, card, chosen, {box.x + 1, y++, box.columns - 2, 1}, with);
    if (card.available && (all_questions || chosen) &&
        y < box.y + box.rows - 1) {
      on.put(box.x + 9, y++, fitted(card.question, box.columns - 11),
             style::dim);
    }
    y += airy ? 1 : 0;
  }
}

/// The chapter before the chosen one that is here; nullptr if there is none.
const chapter_card* one_before(const home_view& view) {
  for (int i = view.selected - 1; i >= 0; --i) {
    const chapter_card& card = view.chapters[static_cast<std::size_t>(i)];
    if (card.available) {
      return &card;
    }
  }
  return nullptr;
}

/// The keys that do something with the chosen chapter, and no others.
int draw_what_to_do(grid& on, const home_view& view, const area& where) {
  const chapter_card& card =
      view.chapters[static_cast<std::size_t>(view.selected)];
  int y = where.y;
  const int bottom = where.y + where.rows;
  const auto row = [&](std::string_view key, int code, std::string_view text) {
    if (y >= bottom) {
      return;
    }
    on.mark({where.x, y, where.columns, 1, hit::key, code});
    on.put(where.x, y, key, style::ready);
    on.put(where.x + 7, y++, fitted(text, where.columns - 7), style::text);
  };
  if (!card.available) {
    if (y < bottom) {
      on.put(where.x, y++, "This chapter is not here yet.", style::dim);
    }
    return y;
  }
  row("Enter", key_enter, "run it live, slow motion");
  if (card.recorded) {
    row("r", 'r', "replay its last run");
  }
  if (const chapter_card* before = one_before(view); before != nullptr) {
    row("v", 'v', "compare with chapter " + before->number);
  }
  return y;
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
  draw_box(on, box, {card.number + " " + card.title, "", false}, with);
  const int x = box.x + 2;
  const int columns = box.columns - 4;
  const int bottom = box.y + box.rows - 1;
  const auto left = [&](int y) {
    return area{x, y, columns, bottom - y};
  };
  int y = put_wrapped(on, left(box.y + 2), card.question, style::strong) + 1;
  y = draw_what_to_do(on, view, left(y)) + 1;
  if (y < bottom && !card.will_see.empty()) {
    on.put(x, y++, "You will see", style::title);
  }
  for (const std::string& one : card.will_see) {
    if (y >= bottom) {
      break;
    }
    on.put(x, y, with.ascii ? U'-' : U'·', style::dim);
    area rest = left(y);
    rest.x += 2;
    rest.columns -= 2;
    y = put_wrapped(on, rest, one, style::text);
  }
  if (bottom - 1 > y && !card.minutes.empty()) {
    std::string foot =
        fmt::format("{}  about {} min", card.source, card.minutes);
    foot += card.exercises.empty() ? "" : "  " + card.exercises;
    on.put(x, bottom - 1, fitted(foot, columns), style::dim);
  }
}

}  // namespace

namespace {

void draw_foot(grid& on, const home_view& view, int y, const glyphs& with) {
  const int width = on.extent().columns;
  int x = on.put(1, y, "Your own program:  ", style::strong);
  for (const char* one : {"looplab watch -- ./server", "looplab attach 4711",
                          "looplab replay run.loop"}) {
    if (x + columns_of(one) < width) {
      x = on.put(x, y, one, style::text) + (width < 100 ? 2 : 4);
    }
  }
  const bool warns = !view.message.empty();
  const std::string said = view.searching ? "search: " + view.search + "_"
                           : warns        ? view.message
                                          : view.hint;
  if (!said.empty()) {
    on.put(1, y + 1, U'▶', style::narration);
    on.put(3, y + 1, fitted(said, width - 4),
           warns && !view.searching ? style::warning : style::narration);
  }
  const std::string marks =
      fmt::format("{} done   {} begun   {} new", mark_of('x', with),
                  mark_of('o', with), mark_of('.', with));
  on.put(3, y + 2, marks, style::dim);
  on.fill(1, y + 3, width - 2, 1, U'─', style::box);
}

}  // namespace

grid draw_home(const home_view& view, size extent, const glyphs& with) {
  if (extent.columns < smallest_screen.columns ||
      extent.rows < smallest_screen.rows) {
    return too_small(extent);
  }
  grid out(extent);
  out.fill(0, 0, extent.columns, 1, U' ', style::header);
  out.put(1, 0, "ASYNCHRONOUS PROGRAMMING, SEEN", style::header);
  const auto done =
      std::ranges::count(view.chapters, 'x', &chapter_card::progress);
  const std::string count =
      fmt::format("{} of {} chapters done ", done, view.chapters.size());
  out.put(extent.columns - columns_of(count), 0, count, style::header);
  const int height = extent.rows - 6;
  const int left = extent.columns * 54 / 100;
  draw_list(out, view, {0, 1, left, height}, with);
  draw_card(out, view, {left, 1, extent.columns - left, height}, with);
  draw_foot(out, view, height + 1, with);
  draw_key_row(out, screen_kind::home);
  finish(out, with);
  return out;
}

}  // namespace looplab::frame
