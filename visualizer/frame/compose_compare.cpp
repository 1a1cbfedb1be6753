// SPDX-License-Identifier: BSL-1.0
//
// From two logs and a moment to what the comparison shows. The columns lie on
// a raster that begins with the first client, so that A's and B's are the same
// stretches of time and do not tremble when the cursor moves.
#include <algorithm>

#include "visualizer/frame/compare_view.hpp"
#include "visualizer/frame/layout.hpp"
#include "visualizer/model/real_time.hpp"

namespace looplab::frame {

namespace {

/// What the window shows of real time: columns [first, last] of the raster.
struct window {
  std::int64_t first = 0, last = 0;
  std::int64_t scale = 1;
};

model::history past_in(const compared_source& from, std::size_t cursor,
                       std::int64_t last, const window& shown) {
  if (last < shown.first) {
    return {};
  }
  // The last column is shown up to its end, of which nothing is known yet.
  const std::int64_t end = (last + 1) * shown.scale - 1;
  return from.time->in_time(cursor,
                            static_cast<std::size_t>(last - shown.first + 1),
                            shown.scale, end - from.clock->at(cursor));
}

compared_run run_at(const compared_source& from, const comparer& who,
                    std::size_t index, const window& shown, int room) {
  compared_run out;
  out.length_ns = from.clock->length();
  out.over = who.moment_ns > out.length_ns;
  const std::int64_t moment = std::min(who.moment_ns, out.length_ns);
  const std::size_t cursor = from.clock->cursor_at(moment);
  live_view& view = out.seen;
  view.who.cursor = cursor;
  view.who.mode = run_mode::replay;
  view.who.title = who.titles[index];
  view.who.selected = who.chosen[index].task;
  view.who.selected_process = who.chosen[index].process;
  view.now = from.time->at(cursor);
  if (cursor > 0) {
    view.told = from.time->tell(cursor);
  }
  if (room > 0 && who.steps) {
    view.past = from.time->before(cursor, static_cast<std::size_t>(room));
    out.columns = room;
  } else if (room > 0) {
    const std::int64_t last = moment / shown.scale;
    view.past = past_in(from, cursor, last, shown);
    out.columns = static_cast<int>(std::max<std::int64_t>(
        0, std::min(last, shown.last) - shown.first + 1));
  }
  out.so_far = from.book->at(cursor, moment);
  return out;
}

}  // namespace

std::int64_t fitting_scale(const std::array<compared_source, 2>& from,
                           size extent) {
  const auto room =
      static_cast<std::size_t>(std::max(1, history_columns(extent) - 1));
  return model::round_scale(
      std::max(from[0].clock->length(), from[1].clock->length()), room);
}

compare_view compose(const std::array<compared_source, 2>& from,
                     const comparer& who, size extent) {
  compare_view out;
  out.who = who;
  const int room = history_columns(extent);
  out.ns_per_column =
      who.ns_per_column > 0 ? who.ns_per_column : fitting_scale(from, extent);
  window shown;
  shown.scale = out.ns_per_column;
  shown.last = who.moment_ns / shown.scale;
  shown.first = std::max<std::int64_t>(0, shown.last - room + 1);
  out.first_column = shown.first;
  for (std::size_t i = 0; i < from.size(); ++i) {
    out.runs[i] = run_at(from[i], who, i, shown, room);
    out.length_ns = std::max(out.length_ns, out.runs[i].length_ns);
  }
  return out;
}

}  // namespace looplab::frame
