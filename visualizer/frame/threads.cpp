// SPDX-License-Identifier: BSL-1.0
//
// For programs without a loop: how many threads run, how many could, how many
// sleep, and in which call. What the program told comes from its events, what
// the kernel says (a sleep's function) from the last sample.
#include <fmt/core.h>

#include <vector>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

struct counts {
  int running = 0, runnable = 0, asleep = 0;
};

counts count_threads(const live_view& view) {
  counts out;
  for (const thread_row& row : view.threads) {
    if (row.state == "R") {
      ++out.runnable;
    } else {
      ++out.asleep;
    }
  }
  if (!view.threads.empty()) {
    return out;
  }
  for (const model::task& task : view.now.tasks) {
    if (task.kind != trace::thing_kind::thread ||
        task.state == model::task_state::done) {
      continue;
    }
    task.state == model::task_state::running ? ++out.running : ++out.asleep;
  }
  return out;
}

}  // namespace

void draw_threads(grid& on, const live_view& view, const live_layout& at,
                  const glyphs& with) {
  const area box{0, at.phases.y, on.extent().columns, at.phases.rows};
  const counts n = count_threads(view);
  const std::string summary =
      view.threads.empty()
          ? fmt::format("{} run, {} wait", n.running, n.asleep)
          : fmt::format("{} on a processor or in line for one, {} asleep",
                        n.runnable, n.asleep);
  draw_box(on, box, {"THREADS", summary, n.running + n.runnable > 0}, with);
  const int inside = box.rows - 2;
  const int columns = at.small ? 1 : 2;
  const int width = (box.columns - 4) / columns;
  for (int i = 0;
       i < inside * columns && i < static_cast<int>(view.threads.size()); ++i) {
    const thread_row& row = view.threads[static_cast<std::size_t>(i)];
    const bool runs = row.state == "R";
    const std::string text =
        runs ? fmt::format("{} {}  runs", row.tid, row.name)
             : fmt::format("{} {}  {} in {}", row.tid, row.name, row.state,
                           row.where.empty() ? "the kernel" : row.where);
    on.put(box.x + 2 + i / inside * width, box.y + 1 + i % inside,
           fitted(text, width - 1, with),
           runs ? style::running : style::waits_io);
  }
}

}  // namespace looplab::frame
