// SPDX-License-Identifier: BSL-1.0
//
// One turn of the loop, drawn flat: timers, poll, handlers, and back. The box
// the thread is in is the only one with heavy lines.
#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/words.hpp"

namespace looplab::frame {

namespace {

using model::loop_phase;

std::string next_timer(const live_view& view, int room) {
  if (view.timers.empty()) {
    return "no timer";
  }
  const timer_row& first = view.timers.front();
  const std::string in = " in " + brief_ms(first.due_ms);
  for (const std::string& text :
       {"next: " + first.name + in, first.name + in}) {
    if (!first.name.empty() && columns_of(text) <= room) {
      return text;
    }
  }
  return "next" + in;
}

/// "fd 7 ● fd 9 ●", as many as fit; the rest as a number.
std::string woken(const model::loop& loop, int room) {
  std::string out;
  std::size_t shown = 0;
  for (const model::id fd : loop.woken_by) {
    const std::string one =
        trace::space_of(fd) == trace::id_space::descriptor
            ? fmt::format("fd {} ●", trace::descriptor_of(fd))
            : std::string("●");
    if (columns_of(out) + columns_of(one) + 6 > room && shown > 0) {
      return out + fmt::format(" +{}", loop.woken_by.size() - shown);
    }
    out += (out.empty() ? "" : "  ") + one;
    ++shown;
  }
  return out.empty() && loop.woken_count > 0
             ? fmt::format("{} ready", loop.woken_count)
             : out;
}

std::string slept(const model::loop& loop) {
  return "slept " + model::duration(static_cast<std::int64_t>(loop.slept_ns));
}

struct three_boxes {
  area timers, poll, handlers;
};

three_boxes places(const live_layout& at, int width) {
  const int y = at.phases.y;
  if (at.small) {
    const int last = width - 48;
    return {{0, y, 19, 3}, {22, y, 23, 3}, {48, y, last, 3}};
  }
  const int last = width - 59 - 4;
  return {{4, y, 23, 4}, {31, y, 24, 4}, {59, y, last, 4}};
}

/// The arrows between the boxes, and the one back below them.
void draw_way(grid& on, const three_boxes& box, const live_layout& at,
              const model::loop& loop, const glyphs& with) {
  const int width = on.extent().columns;
  const char32_t across = with.ascii ? U'-' : U'─';
  const char32_t down = with.ascii ? U'|' : U'│';
  const char32_t head = with.ascii ? U'>' : U'▶';
  const int y = box.timers.y + 1;
  const auto arrow = [&](const area& from, const area& to) {
    const int x = from.x + from.columns;
    on.fill(x, y, to.x - x - 1, 1, across, style::dim);
    on.put(to.x - 1, y, head, style::dim);
  };
  arrow(box.timers, box.poll);
  arrow(box.poll, box.handlers);
  if (at.small) {
    return;
  }
  const int right = width - 3;
  const int bottom = box.timers.y + 4;
  on.put(1, y, with.ascii ? "+->" : "┌─▶", style::dim);
  on.put(right - 1, y, with.ascii ? "-+" : "─┐", style::dim);
  for (int i = y + 1; i < bottom; ++i) {
    on.put(1, i, down, style::dim);
    on.put(right, i, down, style::dim);
  }
  on.fill(1, bottom, right, 1, across, style::dim);
  on.put(1, bottom, with.ascii ? U'+' : U'└', style::dim);
  on.put(right, bottom, with.ascii ? U'+' : U'┘', style::dim);
  const std::string turn = fmt::format(" {} turn {} of the event loop ",
                                       with.ascii ? "@" : "↺", loop.turn);
  on.put((width - columns_of(turn)) / 2, bottom, turn, style::strong);
}

void draw_poll(grid& on, const area& box, bool small, const model::loop& loop) {
  const int room = box.columns - 4;
  if (loop.phase == loop_phase::asleep && loop.timeout_ms == 0) {
    on.put(box.x + 2, box.y + 1, fitted("asks, does not wait", room),
           style::phase_poll);
    return;
  }
  if (loop.phase == loop_phase::asleep) {
    on.put(box.x + 2, box.y + 1, fitted("asleep, 0 % CPU", room),
           style::phase_asleep);
    if (!small) {
      const std::string limit =
          loop.timeout_ms < 0 ? "until an event comes"
                              : fmt::format("at most {} ms", loop.timeout_ms);
      on.put(box.x + 2, box.y + 2, fitted(limit, room), style::dim);
    }
    return;
  }
  const std::string by = woken(loop, room);
  if (small) {
    on.put(box.x + 2, box.y + 1, fitted(by, room), style::waits_io);
    return;
  }
  if (loop.turn > 0) {
    const std::string brief = slept(loop) + (by.empty() ? "" : " until");
    const std::string whole = slept(loop) + (by.empty() ? "" : ", woken by");
    on.put(box.x + 2, box.y + 1,
           fitted(columns_of(whole) > room ? brief : whole, room), style::text);
  }
  on.put(box.x + 2, box.y + 2, fitted(by, room), style::waits_io);
}

/// The first in line, in the beat in which it is why somebody runs.
void light_front(grid& on, const live_view& view, int x, int y,
                 const std::string& line, int room) {
  const int columns = columns_of(line.substr(0, line.find(']') + 1));
  if (view.lit.front && !line.empty()) {
    on.reverse(x, y, std::min(columns, room));
  }
}

void draw_handlers(grid& on, const live_view& view, const area& box, bool small,
                   const model::loop& loop, const glyphs& with) {
  const int room = box.columns - 4;
  std::string line;
  for (const model::id task : loop.in_line) {
    if (columns_of(line) > room) {
      break;  // of ten thousand in line only the first few are seen
    }
    const std::string label = label_of(view.now, loop.process, task);
    line += "[" + (small ? label.substr(0, label.find(' ')) : label) + "] ";
  }
  int x = box.x + 2;
  if (loop.running != 0) {
    const std::string who = std::string(with.ascii ? "> " : "▶ ") +
                            label_of(view.now, loop.process, loop.running);
    x = on.put(x, box.y + 1, fitted(who, room), style::running);
    if (!small && view.source.current > 0 && !view.source.who.empty()) {
      on.put(x + 3, box.y + 1,
             fitted(fmt::format("line {}", view.source.current),
                    box.x + box.columns - 5 - x),
             style::text);
    }
  } else if (loop.phase == loop_phase::runs) {
    x = on.put(x, box.y + 1, "runs", style::running);
  } else {
    x = on.put(x, box.y + 1, "nobody runs", style::dim);
  }
  if (small) {
    if (!line.empty()) {
      const int left = box.x + box.columns - 2 - x - 2;
      x = on.put(x + 2, box.y + 1, "next ", style::text);
      on.put(x, box.y + 1, fitted(line, left - 5), style::ready);
      light_front(on, view, x, box.y + 1, line, left - 5);
    }
    return;
  }
  x = on.put(box.x + 2, box.y + 2, "in line: ", style::text);
  const int left = box.x + box.columns - 2 - x;
  on.put(x, box.y + 2, fitted(line.empty() ? "nobody" : line, left),
         line.empty() ? style::dim : style::ready);
  light_front(on, view, x, box.y + 2, line, left);
}

/// What travels in this beat, in the box it travels to; what leaves is at the
/// far end of the one it leaves.
void draw_traveller(grid& on, const three_boxes& boxes, const live_view& view,
                    bool small) {
  struct arrival {
    const area& in;
    bool upper;
    style look;
  };

  const auto arrive = [&]() -> arrival {
    switch (view.lit.to) {
      case station::timers:
        return {boxes.timers, false, style::waits_timer};
      case station::poll:
        return {boxes.poll, false, style::waits_io};
      case station::queue:
        return {boxes.handlers, false, style::ready};
      case station::run:
        return {boxes.handlers, true, style::running};
      default:
        return {boxes.handlers, true, style::text};
    }
  }();
  const int room = arrive.in.columns - 4;
  const std::string token = fitted(view.lit.token, room);
  const int y = arrive.in.y + (small || arrive.upper ? 1 : 2);
  const int end = arrive.in.x + 2 + room;
  // Half way from the line to its place, which is nobody's meanwhile.
  const bool runs = view.lit.to == station::run;
  const int x = runs ? arrive.in.x + 6 : end - columns_of(token);
  const int from = runs ? arrive.in.x + 2 : x - 1;
  on.fill(from, y, end - from, 1, U' ', style::text);
  on.put(x, y, fitted(token, end - x), arrive.look);
  on.reverse(x, y, std::min(columns_of(token), end - x));
}

}  // namespace

void draw_phases(grid& on, const live_view& view, const live_layout& at,
                 const glyphs& with) {
  const model::loop& loop = *view.now.shown_loop();
  const three_boxes box = places(at, on.extent().columns);
  const auto active = [&loop](std::initializer_list<loop_phase> phases) {
    return std::ranges::find(phases, loop.phase) != phases.end();
  };
  draw_box(on, box.timers, {"1 TIMERS", "", active({loop_phase::timers})},
           with);
  draw_box(on, box.poll,
           {"2 POLL", "", active({loop_phase::asleep, loop_phase::polled})},
           with);
  draw_box(on, box.handlers, {"3 RUN HANDLERS", "", active({loop_phase::runs})},
           with);
  const int room = box.timers.columns - 4;
  int y = box.timers.y + 1;
  if (!at.small) {
    const auto due = std::ranges::count_if(
        view.timers, [](const timer_row& t) { return t.due_ms <= 0; });
    on.put(box.timers.x + 2, y++,
           due == 0 ? "none due" : fmt::format("{} due", due), style::text);
  }
  on.put(box.timers.x + 2, y, fitted(next_timer(view, room), room),
         view.timers.empty() ? style::dim : style::waits_timer);
  draw_poll(on, box.poll, at.small, loop);
  draw_handlers(on, view, box.handlers, at.small, loop, with);
  draw_way(on, box, at, loop, with);
  if (view.lit.to != station::nowhere) {
    draw_traveller(on, box, view, at.small);
  }
}

}  // namespace looplab::frame
