// SPDX-License-Identifier: BSL-1.0
//
// See picture.hpp.
#include "visualizer/export/picture.hpp"

#include <fmt/core.h>

#include "visualizer/model/shown.hpp"

namespace looplab::exporting {

frame::viewer viewer_of(const trace::log& events, const picture& how,
                        std::size_t cursor) {
  frame::viewer out;
  out.cursor = cursor;
  out.mode = frame::run_mode::replay;
  out.real_time_axis = how.real_time;
  out.projector = how.projector;
  out.selected = how.selected;
  out.selected_process = how.selected_process;
  out.filter = how.filter;
  out.process = how.process;
  out.speed = how.speed;
  out.title = title_of(events, how);
  if (how.warnings != nullptr) {
    out.warned = how.warnings->known(cursor);
    out.warnings = how.warnings->all().size();
  }
  return out;
}

std::string title_of(const trace::log& events, const picture& how) {
  if (!how.title.empty() || events.processes().empty()) {
    return how.title;
  }
  const trace::process_info& first = events.processes().front();
  return fmt::format("{} · pid {}", first.name, first.pid);
}

frame::grid frame_at(const model::timeline& time, const picture& how,
                     std::size_t cursor, frame::beat in) {
  frame::viewer who = viewer_of(time.events(), how, cursor);
  who.in = in;
  const auto view = frame::compose(time.events(), time, who, how.extent);
  return frame::draw_live(view, how.extent, frame::glyphs{how.ascii});
}

std::vector<std::size_t> stops_of(const trace::log& events, const range& part) {
  std::vector<std::size_t> out = {part.from};
  for (std::size_t i = part.from; i < part.until; ++i) {
    if (model::is_step(events[i])) {
      out.push_back(i + 1);
    }
  }
  if (out.back() != part.until) {
    out.push_back(part.until);
  }
  return out;
}

}  // namespace looplab::exporting
