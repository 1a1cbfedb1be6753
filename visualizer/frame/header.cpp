// SPDX-License-Identifier: BSL-1.0
//
// The top row: what is watched, and what the tool knows of itself. One word of
// LIVE, HELD, PAUSED, REPLAY and ENDED is there, always.
#include <fmt/core.h>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

namespace {

std::string mode_word(run_mode mode) {
  switch (mode) {
    case run_mode::live:
      return "LIVE";
    case run_mode::held:
      return "HELD";
    case run_mode::paused:
      return "PAUSED";
    case run_mode::replay:
      return "REPLAY";
    case run_mode::ended:
      return "ENDED";
  }
  return {};
}

/// Of a family: which of how many is looked at.
std::string title_of(const live_view& view) {
  const auto& all = view.now.processes;
  if (view.who.process && *view.who.process < all.size()) {
    const model::process& one = all[*view.who.process];
    return fmt::format("{} · process {} of {} · pid {}{}", one.name,
                       *view.who.process + 1, all.size(), one.pid,
                       one.over ? ", is over" : "");
  }
  return all.size() > 1
             ? fmt::format("{} · {} processes", view.who.title, all.size())
             : view.who.title;
}

}  // namespace

void draw_header(grid& on, const live_view& view) {
  const int width = on.extent().columns;
  on.fill(0, 0, width, 1, U' ', style::header);
  const std::string speed = " " + view.who.speed + " ";
  int x = width - columns_of(speed);
  on.put(x, 0, speed, style::header);
  // Who paused and falls behind a program that runs on sees both.
  const run_mode is = view.who.mode;
  const std::string behind = view.who.behind > 0 && is != run_mode::replay
                                 ? fmt::format(" +{}", view.who.behind)
                                 : std::string();
  const bool runs_on = is == run_mode::paused && !behind.empty();
  if (is != run_mode::live) {
    const std::string mode =
        " " + mode_word(is) + (runs_on ? "" : behind) + " ";
    x -= columns_of(mode);
    on.put(x, 0, mode, style::badge);
  }
  if (is == run_mode::live || runs_on) {
    const std::string mode = " " + mode_word(run_mode::live) + behind + " ";
    x -= columns_of(mode);
    on.put(x, 0, mode, style::header);
  }
  if (view.admitted) {
    const std::string filter =
        fmt::format(" {} of {} lanes: {} ", view.admitted->size(),
                    view.now.tasks.size(), fitted(view.who.filter, 24));
    x -= columns_of(filter) + 1;
    on.put(x, 0, filter, style::badge);
  }
  if (view.now.lost > 0) {
    const std::string lost = fmt::format(" lost {} ", view.now.lost);
    x -= columns_of(lost) + 1;
    on.put(x, 0, lost, style::failed);
  }
  if (view.who.warnings > 0) {
    const std::string warned =
        view.who.warned == view.who.warnings
            ? fmt::format(" ! {} ", view.who.warned)
            : fmt::format(" ! {} of {} ", view.who.warned, view.who.warnings);
    x -= columns_of(warned) + 1;
    on.put(x, 0, warned, style::warning);
  }
  on.put(1, 0, fitted(title_of(view), x - 2), style::header);
}

}  // namespace looplab::frame
