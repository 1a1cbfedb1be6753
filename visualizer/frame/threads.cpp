// SPDX-License-Identifier: BSL-1.0
//
// In the place of the three boxes, for programs without a loop: which threads
// run, which sleep, and in which call. What a program told comes from its
// events; one that tells nothing is shown as /proc sees it. Whether a thread
// that runs has a processor or stands in line for one, only /proc knows.
#include <fmt/core.h>

#include <vector>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

struct named_threads {
  std::vector<std::string> running, asleep;
  bool over = false;  ///< there were some, and all have ended
};

/// "t2 client 1: io fd 7", the words of STATE NOW without their padding.
std::string asleep_words(const live_view& view, std::size_t index) {
  std::string words = state_text(view, view.now.tasks[index]);
  words.erase(0, words.find(' ') + 1);
  const auto pad = words.find("  ");
  if (pad != words.npos) {
    words.erase(pad, words.find_first_not_of(' ', pad) - pad - 1);
  }
  return label_at(view.now, index) + ": " + words;
}

named_threads from_events(const live_view& view) {
  named_threads out;
  for (std::size_t i = 0; i < view.now.tasks.size(); ++i) {
    const model::task& task = view.now.tasks[i];
    if (task.kind != trace::thing_kind::thread) {
      continue;
    }
    if (task.state == model::task_state::done) {
      out.over = true;
      continue;
    }
    if (task.state == model::task_state::running) {
      out.running.push_back(label_at(view.now, i));
    } else {
      out.asleep.push_back(asleep_words(view, i));
    }
  }
  return out;
}

named_threads from_proc(const live_view& view) {
  named_threads out;
  for (const thread_row& row : view.threads) {
    if (row.state == "R") {
      out.running.push_back(fmt::format("{} {}", row.tid, row.name));
    } else {
      out.asleep.push_back(
          fmt::format("{} {}: {}", row.tid, row.name,
                      row.where.empty() ? "in the kernel" : row.where));
    }
  }
  return out;
}

/// As many as fit; the rest as a number.
void put_names(grid& on, const area& where,
               const std::vector<std::string>& names, style look) {
  int x = where.x;
  int y = where.y;
  const int bottom = where.y + where.rows - 1;
  const int end = where.x + where.columns;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const int more = y == bottom ? 6 : 0;
    if (x > where.x && x + columns_of(names[i]) + more > end) {
      if (y == bottom) {
        on.put(x, y, fmt::format("+{}", names.size() - i), look);
        break;
      }
      x = where.x;
      ++y;
    }
    x = on.put(x, y, fitted(names[i], end - x), look) + 3;
  }
}

}  // namespace

void draw_threads(grid& on, const live_view& view, const live_layout& at,
                  const glyphs& with) {
  named_threads names = from_events(view);
  if (names.running.empty() && names.asleep.empty() && !names.over) {
    names = from_proc(view);
  }
  const int width = on.extent().columns;
  const int first = width * 34 / 100;
  const area running{0, at.phases.y, first, at.phases.rows};
  const area asleep{first, at.phases.y, width - first, at.phases.rows};
  const std::string run_title = fmt::format("RUNNING {}", names.running.size());
  const std::string sleep_title =
      fmt::format("ASLEEP {}, 0 % CPU", names.asleep.size());
  draw_box(on, running, {run_title, "", !names.running.empty()}, with);
  draw_box(on, asleep, {sleep_title, "THREADS", false}, with);
  const int rows = at.phases.rows - 2;
  put_names(on, {running.x + 2, running.y + 1, running.columns - 4, rows},
            names.running, style::running);
  put_names(on, {asleep.x + 2, asleep.y + 1, asleep.columns - 4, rows},
            names.asleep, style::waits_io);
}

}  // namespace looplab::frame
