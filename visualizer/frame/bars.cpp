// SPDX-License-Identifier: BSL-1.0
//
// The bottom of the live screen: what happened and what comes next, where the
// cursor is in the run, and the keys that work.
#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

/// Writes a sentence into as many rows as it needs, at most `rows`.
void put_sentence(grid& on, int y, int rows, std::string_view text,
                  style look) {
  const int room = on.extent().columns - 4;
  for (; rows > 1 && columns_of(text) > room; --rows) {
    on.put(3, y++, take_line(text, room), look);
  }
  on.put(3, y, fitted(text, room), look);
}

}  // namespace

void draw_narration(grid& on, const live_view& view, const live_layout& at) {
  const int y = at.narration_row;
  if (!view.who.message.empty()) {
    put_sentence(on, y, at.narration_rows, view.who.message, style::warning);
    return;
  }
  on.put(1, y, U'▶', style::narration);
  put_sentence(on, y, 1, view.told.what, style::narration);
  if (view.caption.empty()) {
    put_sentence(on, y + 1, 1, view.told.next, style::narration_next);
    return;
  }
  on.put(1, y + 1, U'┃', style::title);
  on.put(1, y + 2, U'┃', style::title);
  put_sentence(on, y + 1, 2, view.caption, style::title);
}

void draw_scrub(grid& on, const live_view& view, const live_layout& at,
                const glyphs& with) {
  std::string text =
      fmt::format(" event {} of {} ", view.who.cursor, view.entries);
  if (view.turns > 0) {
    text = at.small ? fmt::format(" turn {} of {} ", view.turn, view.turns)
                    : fmt::format(" turn {} of {} · event {} ", view.turn,
                                  view.turns, view.who.cursor);
  }
  if (view.oldest > 0) {
    // What was before is not there to be looked at.
    text += fmt::format("· from {:.1f} s ",
                        static_cast<double>(view.oldest_ns) / 1e9);
  }
  const std::size_t there = view.entries - view.oldest;
  const std::size_t shown =
      view.who.cursor - std::min(view.who.cursor, view.oldest);
  const double share =
      there == 0 ? 1.0
                 : static_cast<double>(shown) / static_cast<double>(there);
  draw_track(on, at.scrub_row, share, text, with);
}

void draw_track(grid& on, int y, double share, const std::string& text,
                const glyphs& with) {
  const int width = on.extent().columns;
  const int room = std::max(4, width - 4 - columns_of(text));
  const int here = static_cast<int>(std::min(1.0, share) * (room - 1));
  on.mark({2, y, room, 1, hit::time});
  on.put(1, y, U'├', style::dim);
  on.fill(2, y, here, 1, with.ascii ? U'=' : U'━', style::dim);
  on.fill(2 + here, y, room - here, 1, U'─', style::dim);
  on.put(2 + here, y, with.ascii ? U'O' : U'●', style::strong);
  on.put(2 + room, y, U'┤', style::dim);
  on.put(width - columns_of(text), y, text, style::dim);
}

namespace {

struct key_hint {
  std::vector<std::pair<std::string, int>> keys;  ///< each with its code
  std::string does;

  int columns() const {
    int out = 1 + columns_of(does);
    for (const auto& [shown, code] : keys) {
      out += columns_of(shown);
    }
    return out;
  }
};

/// Neighbours that do the same in two directions share their word.
std::vector<key_hint> hints_of(screen_kind screen) {
  std::vector<key_hint> out;
  for (const key_binding& row : keys_of(screen)) {
    if (row.brief.empty()) {
      continue;
    }
    const std::string key(row.shown.substr(0, row.shown.find(' ')));
    if (out.empty() || out.back().does != row.brief) {
      out.push_back({{}, std::string(row.brief)});
    }
    out.back().keys.emplace_back(key, row.keys[0]);
  }
  return out;
}

int columns_of_hints(const std::vector<key_hint>& hints) {
  int out = 0;
  for (const key_hint& hint : hints) {
    out += hint.columns();
  }
  return out;
}

}  // namespace

void draw_key_row(grid& on, screen_kind screen) {
  const size extent = on.extent();
  const int y = extent.rows - 1;
  const int room = extent.columns - 2;
  on.fill(0, y, extent.columns, 1, U' ', style::bar);
  std::vector<key_hint> hints = hints_of(screen);
  const auto gaps = [&] {
    return static_cast<int>(hints.size()) - 1;
  };
  // The last two are help and the way out: they always stay.
  while (hints.size() > 3 && columns_of_hints(hints) + 2 * gaps() > room) {
    hints.erase(hints.end() - 3);
  }
  const int free = room - columns_of_hints(hints);
  const int gap = std::clamp(free / std::max(1, gaps()), 1, 3);
  int x = 1;
  for (const key_hint& hint : hints) {
    // A click on the word is one on the first of its keys.
    on.mark({x, y, hint.columns(), 1, hit::key, hint.keys.front().second});
    for (const auto& [shown, code] : hint.keys) {
      on.mark({x, y, columns_of(shown), 1, hit::key, code});
      x = on.put(x, y, shown, style::bar_key);
    }
    x = on.put(x + 1, y, hint.does, style::bar) + gap;
  }
}

}  // namespace looplab::frame
