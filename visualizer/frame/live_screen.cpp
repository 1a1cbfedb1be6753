// SPDX-License-Identifier: BSL-1.0
//
// The live screen, put together from its widgets.
#include <fmt/core.h>

#include "visualizer/frame/widgets.hpp"

namespace looplab::frame {

grid too_small(size extent) {
  grid out(extent);
  out.put(0, 0,
          fmt::format("need {}x{}, have {}x{}", smallest_screen.columns,
                      smallest_screen.rows, extent.columns, extent.rows),
          style::strong);
  out.put(0, 1, "q leaves", style::dim);
  return out;
}

grid draw_live(const live_view& view, size extent, const glyphs& with) {
  if (extent.columns < smallest_screen.columns ||
      extent.rows < smallest_screen.rows) {
    return too_small(extent);
  }
  if (view.who.projector) {
    return draw_projector(view, extent, with);
  }
  grid out(extent);
  const live_layout at = layout_of(extent, !view.caption.empty());
  draw_header(out, view);
  if (view.now.shown_loop() != nullptr) {
    draw_phases(out, view, at, with);
  } else {
    draw_threads(out, view, at, with);
  }
  draw_lanes(out, view, at, with);
  draw_source(out, view, at, with);
  if (view.who.show_output) {
    draw_output(out, view, at, with);
  } else {
    draw_kernel(out, view, at, with);
  }
  draw_narration(out, view, at);
  draw_scrub(out, view, at, with);
  draw_bottom_row(out, view);
  finish(out, with);
  return out;
}

}  // namespace looplab::frame
