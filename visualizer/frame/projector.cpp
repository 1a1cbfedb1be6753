// SPDX-License-Identifier: BSL-1.0
//
// The live screen for a projector: few and big. The phase in block letters, at
// most five lanes of two rows (those that changed last, in the order they
// always have), the queue, one line of source and two sentences.
#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>

#include "visualizer/frame/big_letters.hpp"
#include "visualizer/frame/widgets.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::frame {

namespace {

using model::loop_phase;
using model::task_state;

constexpr int lanes_row = 6;
constexpr int rows_a_lane = 3;  ///< two, and a blank between them
constexpr int most_lanes = 5;
constexpr int queue_columns = 16;
constexpr int detail_columns = 10;

struct projector_layout {
  int lane_x = 15, lane_columns = 0, detail_x = 0;
  int lanes = 0;
  area queue;
  int source_row = 0;
};

projector_layout projector_layout_of(size extent, const live_layout& bars,
                                     const glyphs& with) {
  projector_layout out;
  out.source_row = bars.narration_row - 2;
  const int rows = out.source_row - lanes_row;
  out.lanes = std::min(most_lanes, rows / rows_a_lane);
  // Beside the lanes; words of ASCII reach down to the row above them.
  const int above = with.ascii ? 0 : 1;
  out.queue = {extent.columns - queue_columns, lanes_row - above, queue_columns,
               std::min(rows, rows_a_lane * most_lanes + 1) + above - 1};
  out.detail_x = out.queue.x - detail_columns;
  out.lane_columns = out.detail_x - out.lane_x - 1;
  return out;
}

struct big_word {
  std::string text;
  bool active;
  style look;
};

/// "t3"; "-" for nobody.
std::string number_of(const live_view& view, std::uint16_t process,
                      model::id task) {
  for (std::size_t i = 0; i < view.now.tasks.size(); ++i) {
    if (view.now.tasks[i].self == task &&
        view.now.tasks[i].process == process) {
      return "t" + std::to_string(i + 1);
    }
  }
  return "-";
}

/// Where the loop's thread is, or, without a loop, how many threads run.
std::vector<big_word> words_of(const live_view& view) {
  const model::loop* loop = view.now.shown_loop();
  if (loop == nullptr) {
    const auto count = [&view](auto is) {
      return std::to_string(std::ranges::count_if(view.now.tasks, is));
    };
    const std::string run = count(
        [](const model::task& t) { return t.state == task_state::running; });
    const std::string wait = count([](const model::task& t) {
      return t.state == task_state::waits_io ||
             t.state == task_state::waits_timer ||
             t.state == task_state::waits_lock;
    });
    return {{"RUN " + run, run != "0", style::running},
            {"WAIT " + wait, wait != "0", style::waits_io}};
  }
  const bool asleep =
      loop->phase == loop_phase::asleep && loop->timeout_ms != 0;
  const bool runs = loop->phase == loop_phase::runs;
  std::string run = "RUN";
  const std::string who = number_of(view, loop->process, loop->running);
  if (runs && who != "-" && who.size() < 4) {
    // Two digits have no room for the letter before them at 80 columns.
    run += who.size() == 2 ? " T" + who.substr(1) : " " + who.substr(1);
  }
  return {{"TIMERS", loop->phase == loop_phase::timers, style::phase_timers},
          {asleep ? "ASLEEP" : "POLL",
           asleep || loop->phase == loop_phase::asleep ||
               loop->phase == loop_phase::polled,
           asleep ? style::phase_asleep : style::phase_poll},
          {run, runs, style::running}};
}

/// Each word begins where it always does, whatever the others say.
void draw_big_words(grid& on, const live_view& view, const glyphs& with) {
  const std::vector<big_word> words = words_of(view);
  const int y = with.ascii ? 1 : 2;
  int x = 2;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const big_word& word = words[i];
    put_big(on, x, y, word.text, word.active ? word.look : style::dim, with);
    x += words.size() < 3 ? 40 : columns_of_big(i == 1 ? "ASLEEP" : "TIMERS");
    if (words.size() == 3 && i < 2) {
      on.put(x + 2, y + rows_of_big(with) / 2, U'▶', style::dim);
      x += 5;
    }
  }
}

/// The chosen one, who runs, who could, and else those that changed last; in
/// their own order.
std::vector<std::size_t> lanes_to_show(const live_view& view,
                                       std::size_t rows) {
  const auto& tasks = view.now.tasks;
  std::vector<std::size_t> all(tasks.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i] = i;
  }
  if (view.admitted) {
    all = *view.admitted;
  }
  const auto weight = [&](std::size_t i) {
    const model::task& t = tasks[i];
    const bool chosen = view.who.selected != 0 && t.self == view.who.selected &&
                        t.process == view.who.selected_process;
    const bool runs = t.state == task_state::running;
    const int rank = chosen || runs ? 2 : t.state == task_state::ready ? 1 : 0;
    return std::pair(rank, t.since_ns);
  };
  std::ranges::stable_sort(
      all, [&](std::size_t a, std::size_t b) { return weight(a) > weight(b); });
  all.resize(std::min(rows, all.size()));
  std::ranges::sort(all);
  return all;
}

/// Two rows of one cell of the past: a whole column runs, half of it is ready,
/// a line below waits.
void draw_tall(grid& on, int x, int y, task_state state, const glyphs& with) {
  const style look = style_of(state);
  char32_t lower = U' ';
  switch (state) {
    case task_state::running:
    case task_state::failed:
      on.put(x, y, with.state(state), look);
      lower = with.state(state);
      break;
    case task_state::ready:
      lower = with.ascii ? with.state(state) : U'█';
      break;
    case task_state::fresh:
      break;
    case task_state::done:
      lower = with.state(state);
      break;
    default:
      lower = with.ascii ? with.state(state) : U'▄';
      break;
  }
  on.put(x, y + 1, lower, look);
}

void draw_tall_lane(grid& on, const live_view& view, std::size_t index, int y,
                    const projector_layout& at, const glyphs& with) {
  const model::task& task = view.now.tasks[index];
  const style look = style_of(task.state);
  on.mark({0, y, at.queue.x, 2, hit::lane, static_cast<int>(index)});
  if (task.self == view.who.selected &&
      task.process == view.who.selected_process) {
    on.put(0, y, U'▸', style::strong);
  }
  const auto room = static_cast<std::size_t>(at.lane_x - 2);
  on.put(1, y, model::short_name(label_at(view.now, index), room),
         style::strong);
  // "waits io     fd 7": the first word below the name, the rest behind the
  // lane.
  constexpr std::size_t words = 13;
  const std::string state = state_text(view, task);
  on.put(1, y + 1, fitted(state.substr(0, words), at.lane_x - 2), look);
  const std::string_view detail =
      state.size() > words ? std::string_view(state).substr(words) : "";
  on.put(at.detail_x, y + 1, fitted(detail, detail_columns - 1), look);
  if (index >= view.past.lanes.size()) {
    return;
  }
  const auto& cells = view.past.lanes[index].cells;
  const auto shown =
      std::min(cells.size(), static_cast<std::size_t>(at.lane_columns));
  for (std::size_t i = 0; i < shown; ++i) {
    draw_tall(on, at.lane_x + at.lane_columns - static_cast<int>(shown - i), y,
              cells[cells.size() - shown + i], with);
  }
}

/// Who runs and who is in line behind it; without a loop, all that run.
void draw_queue(grid& on, const live_view& view, const area& box,
                const glyphs& with) {
  const model::loop* loop = view.now.shown_loop();
  draw_box(on, box, {loop == nullptr ? "RUN NOW" : "IN LINE", "", false}, with);
  int y = box.y + 2;
  const int bottom = box.y + box.rows - 1;
  const auto row = [&](const std::string& text, style look) {
    if (y < bottom) {
      on.put(box.x + 2, y, text, look);
    }
    y += 2;
  };
  if (loop == nullptr) {
    for (const model::task& task : view.now.tasks) {
      if (task.state == task_state::running) {
        row("▶ " + number_of(view, task.process, task.self), style::running);
      }
    }
    return;
  }
  row(loop->running == 0
          ? std::string("▶ nobody")
          : "▶ " + number_of(view, loop->process, loop->running) + " runs",
      loop->running == 0 ? style::dim : style::running);
  for (std::size_t i = 0; i < std::max<std::size_t>(3, loop->in_line.size());
       ++i) {
    const bool there = i < loop->in_line.size();
    row(fmt::format("{} {}", i + 1,
                    there ? number_of(view, loop->process, loop->in_line[i])
                          : std::string("-")),
        there ? style::ready : style::dim);
  }
}

void draw_one_line(grid& on, const live_view& view, int y) {
  if (view.source.current == 0 || view.source.lines.empty()) {
    return;
  }
  const int width = on.extent().columns;
  const auto index =
      static_cast<std::size_t>(view.source.current - view.source.first);
  on.fill(0, y, width, 1, U' ', style::source_current);
  on.put(1, y, U'▶', style::source_current);
  const int x = on.put(3, y, fmt::format("{}   ", view.source.current),
                       style::source_current);
  const std::string note = view.source.note;
  const int room = width - x - columns_of(note) - 3;
  if (index < view.source.lines.size()) {
    const std::string& line = view.source.lines[index];
    const auto first = std::min(line.size(), line.find_first_not_of(' '));
    on.put(x, y, fitted(std::string_view(line).substr(first), room),
           style::source_current);
  }
  on.put(width - 2 - columns_of(note), y, note, style::source_current);
}

}  // namespace

grid draw_projector(const live_view& view, size extent, const glyphs& with) {
  grid out(extent);
  const live_layout bars = layout_of(extent, !view.caption.empty());
  const projector_layout at = projector_layout_of(extent, bars, with);
  draw_header(out, view);
  draw_big_words(out, view, with);
  int y = lanes_row;
  for (const std::size_t index :
       lanes_to_show(view, static_cast<std::size_t>(std::max(0, at.lanes)))) {
    draw_tall_lane(out, view, index, y, at, with);
    y += rows_a_lane;
  }
  draw_queue(out, view, at.queue, with);
  draw_one_line(out, view, at.source_row);
  draw_narration(out, view, bars);
  draw_scrub(out, view, bars, with);
  draw_bottom_row(out, view);
  finish(out, with);
  return out;
}

}  // namespace looplab::frame
