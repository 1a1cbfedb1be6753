// SPDX-License-Identifier: BSL-1.0
//
// The kernel's side of the frontier: timers, the descriptors it watches and
// the bytes it keeps. Where no sample was taken the bytes are not shown: blank
// is true, a guess is not.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::frame {

namespace {

/// A bar of eighths: 1 = just armed, 0 = due.
void draw_bar(grid& on, int x, int y, int columns, double left,
              const glyphs& with) {
  static constexpr char32_t eighths[] = U" ▏▎▍▌▋▊▉█";
  const int parts =
      static_cast<int>(std::lround(std::clamp(left, 0.0, 1.0) * columns * 8));
  for (int i = 0; i < columns; ++i) {
    const int here = std::clamp(parts - i * 8, 0, 8);
    const char32_t full = with.ascii ? U'#' : eighths[here];
    const bool empty = with.ascii ? here < 4 : here == 0;
    on.put(x + i, y, empty ? (with.ascii ? U'.' : U'·') : full,
           empty ? style::dim : style::waits_timer);
  }
}

int draw_timers(grid& on, const live_view& view, const live_layout& at, int y,
                const glyphs& with) {
  const area& box = at.kernel;
  if (view.timers.empty()) {
    return y;
  }
  const int x = box.x + 2;
  if (!at.small) {
    on.put(x, y++, "TIMERS            due in", style::dim);
  }
  const std::size_t most = at.small ? 1 : 3;
  for (std::size_t i = 0; i < std::min(most, view.timers.size()); ++i, ++y) {
    const timer_row& row = view.timers[i];
    const int name = at.small ? 9 : 14;
    const int bar_x = x + name + (at.small ? 9 : 11);
    on.put(x, y, fitted(row.name, name), style::text);
    if (row.self != 0 && row.self == view.lit.timer) {
      on.reverse(x, y, name);
    }
    const std::string due = brief_ms(row.due_ms);
    on.put(bar_x - 1 - columns_of(due), y, due, style::waits_timer);
    // Ten cells whatever the pane's width: it is read as a share.
    draw_bar(on, bar_x, y, std::clamp(box.x + box.columns - 2 - bar_x, 0, 10),
             row.left, with);
  }
  return y;
}

void draw_threads_here(grid& on, const live_view& view, const area& box,
                       int y) {
  const int bottom = box.y + box.rows - 1;
  if (view.threads.empty() || y + 1 >= bottom) {
    return;
  }
  on.put(box.x + 2, y++, "THREADS", style::dim);
  for (const thread_row& row : view.threads) {
    if (y >= bottom) {
      return;
    }
    const std::string where =
        row.where.empty() ? (row.state == "R" ? "runs" : "") : row.where;
    on.put(
        box.x + 2, y++,
        fitted(fmt::format("{} {} {} {}", row.tid, row.state, row.name, where),
               box.columns - 4),
        row.state == "R" ? style::running : style::waits_io);
  }
}

}  // namespace

void draw_kernel(grid& on, const live_view& view, const live_layout& at,
                 const glyphs& with) {
  const area& box = at.kernel;
  draw_box(on, box, {"KERNEL SIDE", view.epoll_title, false}, with);
  const int x = box.x + 2;
  const int bottom = box.y + box.rows - 1;
  const int ready_x = x + (at.small ? 15 : 21);
  const int wakes_x = box.x + box.columns - (at.small ? 8 : 10);
  int y = draw_timers(on, view, at, box.y + 1, with);
  if (!view.watched.empty() && y < bottom) {
    on.put(x, y, at.small ? "FD" : "FDs WATCHED    want", style::dim);
    on.put(ready_x, y, "ready", style::dim);
    on.put(wakes_x, y++, "wakes", style::dim);
  }
  for (const watched_row& row : view.watched) {
    if (y >= bottom) {
      break;
    }
    on.put(x, y, fitted(fmt::format("{:>2} {}", row.fd, row.name), 14),
           style::text);
    if (!at.small) {
      on.put(x + 15, y, fitted(row.want, 5), style::text);
    }
    on.put(ready_x, y, fitted(row.ready, wakes_x - ready_x - 1),
           row.is_ready ? style::waits_io : style::dim);
    on.put(wakes_x, y, fitted(row.wakes, 7), row.wakes_look);
    if (row.fd == view.lit.fd) {
      on.reverse(x, y, box.columns - 4);
    }
    ++y;
  }
  draw_threads_here(on, view, box, y);
}

void draw_output(grid& on, const live_view& view, const live_layout& at,
                 const glyphs& with) {
  const area& box = at.kernel;
  draw_box(on, box, {"OUTPUT", "its own terminal", false}, with);
  const auto room = static_cast<std::size_t>(box.rows - 2);
  const auto& lines = view.who.output;
  const std::size_t first = lines.size() > room ? lines.size() - room : 0;
  int y = box.y + 1;
  for (std::size_t i = first; i < lines.size(); ++i) {
    on.put(box.x + 2, y++,
           fitted(model::without_tabs(lines[i]), box.columns - 4), style::text);
  }
  if (lines.empty()) {
    on.put(box.x + 2, y, "it has printed nothing", style::dim);
  }
}

}  // namespace looplab::frame
