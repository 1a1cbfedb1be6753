// SPDX-License-Identifier: BSL-1.0
//
// A life in one line and in shares; how long its runs and waits took, as bars;
// and its last changes. A bar that counts something is never so low that
// nothing of it is seen.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "visualizer/frame/detail_widgets.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::frame {

namespace {

constexpr std::array<char32_t, 9> bar_levels = {U' ', U'▁', U'▂', U'▃', U'▄',
                                                U'▅', U'▆', U'▇', U'█'};
constexpr std::array<char32_t, 9> ascii_levels = {U' ', U'.', U'.', U'.', U':',
                                                  U':', U':', U':', U'#'};

std::string percent(std::int64_t part, std::int64_t whole) {
  const auto share = static_cast<double>(part) * 100 /
                     static_cast<double>(std::max<std::int64_t>(1, whole));
  return part > 0 && share < 1        ? "<1%"
         : part < whole && share > 99 ? ">99%"
                                      : fmt::format("{:.0f}%", share);
}

/// The decades of the scale that hold something, and at least four.
struct shown_decades {
  std::size_t first = 0, end = 0;  ///< ranges
};

shown_decades decades_of(const model::durations& of) {
  std::size_t first = model::durations::ranges, last = 0;
  for (std::size_t i = 0; i < model::durations::ranges; ++i) {
    if (of.in[i] > 0) {
      first = std::min(first, i);
      last = i;
    }
  }
  first = std::min(first, last) / 3 * 3;
  std::size_t end = std::max(last / 3 * 3 + 3, first + 12);
  end = std::min(end, model::durations::ranges);
  first = end < first + 12 ? (end - 12) / 3 * 3 : first;
  return {first, end};
}

void draw_bar(grid& on, int x, int bottom, int rows, int wide, double share,
              const glyphs& with) {
  if (share <= 0) {
    return;
  }
  const int levels = std::max(1, static_cast<int>(share * rows * 8 + 0.5));
  for (int row = 0; row < rows; ++row) {
    const int level = std::clamp(levels - row * 8, 0, 8);
    const auto index = static_cast<std::size_t>(level);
    on.fill(x, bottom - row, wide, 1,
            with.ascii ? ascii_levels[index] : bar_levels[index], style::text);
  }
}

/// "1us", "10us" … "10s" under the range that begins with it.
std::string decade_name(std::size_t range) {
  constexpr std::array<const char*, 8> names = {
      "1us", "10us", "100us", "1ms", "10ms", "100ms", "1s", "10s"};
  return names[std::min<std::size_t>(range / 3, names.size() - 1)];
}

}  // namespace

void draw_life(grid& on, const model::detail& of, int y, const glyphs& with) {
  on.put(1, y, "LIFE", style::strong);
  int x = 7;
  for (const model::task_state state : of.line) {
    on.put(x++, y, with.state(state), style_of(state));
  }
  const model::life_shares& s = of.shares;
  x = 7;
  const auto say = [&](const char* what, std::int64_t part, style look) {
    if (part > 0) {
      x = on.put(x, y + 1, fmt::format("{} {}", what, percent(part, s.total())),
                 look) +
          2;
    }
  };
  say("runs", s.running, style::running);
  say("ready", s.ready, style::ready);
  say("waits io", s.io, style::waits_io);
  say("waits timer", s.timer, style::waits_timer);
  say("waits lock", s.lock, style::waits_lock);
  std::string rest = "of " + model::duration(s.total());
  rest += of.holds_left_out ? " without holds" : "";
  rest += of.whole ? "" : ", the last of it";
  on.put(x, y + 1, fitted(rest, on.extent().columns - x - 1), style::dim);
}

void draw_durations(grid& on, const area& box, std::string_view title,
                    const model::durations& of, const glyphs& with) {
  draw_box(on, box,
           {title, model::counted(static_cast<std::int64_t>(of.count), "time"),
            false},
           with);
  if (of.count == 0) {
    on.put(box.x + 2, box.y + 1, "none has ended yet", style::dim);
    return;
  }
  const shown_decades shown = decades_of(of);
  const std::size_t most =
      *std::max_element(std::begin(of.in), std::end(of.in));
  const int room = box.columns - 4;
  const auto ranges = static_cast<int>(shown.end - shown.first);
  const int wide = std::clamp(room / ranges, 1, 3);
  const int names_row = box.y + box.rows - 3;
  int free_from = 0;
  for (int i = 0; i < ranges; ++i) {
    const std::size_t range = shown.first + static_cast<std::size_t>(i);
    const int x = box.x + 2 + i * wide;
    draw_bar(on, x, names_row - 1, box.rows - 4, wide,
             static_cast<double>(of.in[range]) / static_cast<double>(most),
             with);
    const std::string name = decade_name(range);
    if (range % 3 == 0 && x >= free_from &&
        x + columns_of(name) <= box.x + box.columns - 1) {
      free_from = on.put(x, names_row, name, style::dim) + 1;
    }
  }
  on.put(
      box.x + 2, box.y + box.rows - 2,
      fitted(fmt::format("middle {}   worst {}", model::duration(of.middle_ns),
                         model::duration(of.worst_ns)),
             room),
      style::text);
}

void draw_past_changes(grid& on, const detail_view& view, const area& where) {
  const bool turns = view.base.turns > 0;
  on.put(1, where.y, turns ? "TURN" : "EVENT", style::dim);
  on.put(7, where.y,
         "WHAT HAPPENED  (newest first, ↑↓ to walk, Enter to go there)",
         style::dim);
  const auto& past = view.shown.past;
  const auto rows = static_cast<std::size_t>(std::max(0, where.rows - 1));
  const auto chosen =
      static_cast<std::size_t>(view.chosen.names ? 0 : view.chosen.row);
  const std::size_t first = chosen >= rows ? chosen - rows + 1 : 0;
  constexpr int place_columns = 24;
  const int place_x = where.columns - place_columns;
  for (std::size_t i = 0; i < rows && first + i < past.size(); ++i) {
    const model::past_change& one = past[first + i];
    const int y = where.y + 1 + static_cast<int>(i);
    const bool marked = !view.chosen.names && first + i == chosen;
    if (marked) {
      on.put(0, y, U'▸', style::strong);
    }
    const std::uint64_t number = turns ? one.turn : one.entry + 1;
    on.put(1, y, fmt::format("{:>5}", number), style::dim);
    on.put(7, y, fitted(one.what, place_x - 9),
           marked ? style::selected : style_of(one.state));
    on.put(place_x, y, fitted(one.where, place_columns - 1), style::dim);
  }
}

}  // namespace looplab::frame
