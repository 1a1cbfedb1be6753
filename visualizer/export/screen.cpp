// SPDX-License-Identifier: BSL-1.0
//
// See screen.hpp.
#include "visualizer/export/screen.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "visualizer/export/named_lane.hpp"
#include "visualizer/frame/detail_view.hpp"
#include "visualizer/frame/help.hpp"
#include "visualizer/frame/warnings.hpp"

namespace looplab::exporting {

namespace {

/// The lane that is meant: the named one, or, on the screen that cannot do
/// without, the one that runs, as for the key that opens it.
bool choose_lane(const model::state& now, const screen_choice& chosen,
                 picture& how, std::string& error) {
  std::optional<std::size_t> lane;
  if (!chosen.task.empty()) {
    lane = lane_named(chosen.task, now, error);
    if (!lane) {
      return false;
    }
  } else if (chosen.of == screen::detail) {
    const auto runs = std::ranges::find(now.tasks, model::task_state::running,
                                        &model::task::state);
    if (runs == now.tasks.end()) {
      error = "nobody runs at this moment: say who is meant with --task NAME";
      return false;
    }
    lane = static_cast<std::size_t>(runs - now.tasks.begin());
  }
  if (lane) {
    how.selected = now.tasks[*lane].self;
    how.selected_process = now.tasks[*lane].process;
  }
  return true;
}

frame::grid detail_of(const model::timeline& time, const frame::viewer& who,
                      const picture& how, bool waiters) {
  model::lives memory(time);
  frame::detail_choice lane;
  lane.who = how.selected;
  lane.process = how.selected_process;
  lane.waiters = waiters;
  return frame::draw_detail(
      frame::compose_detail(time, memory, who, lane, how.extent), how.extent,
      frame::glyphs{how.ascii});
}

}  // namespace

std::optional<screen> screen_named(std::string_view name) {
  using named = std::pair<std::string_view, screen>;
  constexpr named names[] = {
      {"live", screen::live},     {"projector", screen::projector},
      {"detail", screen::detail}, {"warnings", screen::warnings},
      {"help", screen::help},
  };
  const auto* const found = std::ranges::find(names, name, &named::first);
  return found == std::end(names) ? std::nullopt : std::optional(found->second);
}

bool choose_process(const trace::log& events, std::uint64_t number,
                    model::whose& chosen, std::string& error) {
  if (number > events.processes().size()) {
    error = fmt::format("there is no process {}; the recording is of {}",
                        number, events.processes().size());
    return false;
  }
  chosen.reset();
  if (number > 0) {
    chosen = static_cast<std::uint16_t>(number - 1);
  }
  return true;
}

std::optional<frame::grid> screen_at(const model::timeline& time, picture how,
                                     const screen_choice& chosen,
                                     std::size_t cursor, std::string& error) {
  const trace::log& events = time.events();
  if (!choose_lane(time.at(cursor, how.process), chosen, how, error)) {
    return std::nullopt;
  }
  how.projector = chosen.of == screen::projector;
  const frame::viewer who = viewer_of(events, how, cursor);
  if (chosen.of == screen::detail) {
    return detail_of(time, who, how, chosen.waiters);
  }
  const frame::glyphs with{how.ascii};
  frame::grid out = frame::draw_live(
      frame::compose(events, time, who, how.extent), how.extent, with);
  if (chosen.of == screen::warnings) {
    frame::draw_warnings(out, frame::warnings_at(events, *how.warnings, cursor),
                         with);
  } else if (chosen.of == screen::help) {
    frame::draw_help(out, {frame::screen_kind::replay, chosen.search, 0}, with);
  }
  return out;
}

}  // namespace looplab::exporting
