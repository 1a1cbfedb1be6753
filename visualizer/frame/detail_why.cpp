// SPDX-License-Identifier: BSL-1.0
//
// Why it waits, as a chain that can be followed name by name; a chain that
// comes back to one of its own is drawn as the ring it is. In its place, who
// waits for it. Beside it, where it came from.
#include <fmt/core.h>

#include <algorithm>

#include "visualizer/frame/detail_widgets.hpp"

namespace looplab::frame {

namespace {

/// How far a step of the chain is drawn to the right; where that is too far,
/// the rest stands below each other.
int indent_of(int depth, int room) {
  return 3 * std::min(depth, std::max(1, (room - 24) / 3));
}

/// Writes a row and returns the column after it.
int put_row(grid& on, const detail_view& view, const model::why_row& row, int x,
            int y, int end, bool chosen) {
  const std::string name =
      row.name.empty()
          ? row.name
          : label_or(view.base.now, row.process, row.who, row.name);
  x = on.put(x, y, fitted(row.before, end - x), style::text);
  const int from = x;
  x = on.put(x, y, fitted(name, end - x), style_of(row.state));
  if (chosen) {
    on.reverse(from, y, x - from);
  }
  return on.put(x, y, fitted(row.after, end - x), style::text);
}

/// The arrow from the last row back to the one that it leads to.
void draw_ring(grid& on, int x, int top, int top_from, int bottom,
               int bottom_from, bool ascii) {
  const style look = style::warning;
  on.fill(top_from + 1, top, x - top_from - 1, 1, U'─', look);
  on.put(top_from + 1, top, ascii ? U'<' : U'◀', look);
  on.put(x, top, U'┐', look);
  on.fill(x, top + 1, 1, bottom - top - 1, U'│', look);
  on.fill(bottom_from + 1, bottom, x - bottom_from - 1, 1, U'─', look);
  on.put(x, bottom, U'┘', look);
}

/// The row of the chain to which its last one leads back.
std::size_t begin_of_ring(const model::detail& of) {
  return of.chain.again == 0 ? 0 : 2 * of.chain.again - 1;
}

void draw_rows(grid& on, const detail_view& view, const area& inside,
               const glyphs& with) {
  const auto& rows = rows_of(view);
  const auto names = named_rows(view);
  const auto room = static_cast<std::size_t>(std::max(0, inside.rows));
  // A chain that is too long loses its middle: how it ends is what matters.
  const std::size_t left_out = rows.size() > room ? rows.size() - room + 1 : 0;
  const std::size_t head = left_out > 0 ? (room - 1) / 2 : rows.size();
  const bool rings =
      !view.chosen.waiters && !rows.empty() && rows.back().closes;
  const int full = inside.x + inside.columns;
  int y = inside.y, ring_top = -1, ring_from = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (left_out > 0 && i == head) {
      on.put(inside.x + 3, y++, fmt::format("… {} rows more …", left_out),
             style::dim);
      i += left_out;
    }
    const model::why_row& row = rows[i];
    const int indent = indent_of(row.depth, inside.columns);
    if (row.leads) {
      on.put(inside.x + indent - 3, y, "└─", style::dim);
    }
    const bool chosen = view.chosen.names && !names.empty() &&
                        names[static_cast<std::size_t>(view.chosen.row)] == i;
    // What leads into a ring stands beside nothing and has the whole row.
    const int end = rings && i >= begin_of_ring(view.shown) ? full - 4 : full;
    const int x = put_row(on, view, row, inside.x + indent, y, end, chosen);
    if (rings && i == begin_of_ring(view.shown)) {
      ring_top = y;
      ring_from = x;
    }
    if (row.closes && ring_top >= 0) {
      draw_ring(on, inside.x + inside.columns - 1, ring_top, ring_from, y, x,
                with.ascii);
    }
    ++y;
  }
}

}  // namespace

const std::vector<model::why_row>& rows_of(const detail_view& view) {
  return view.chosen.waiters ? view.shown.waiters : view.shown.why;
}

std::vector<std::size_t> named_rows(const detail_view& view) {
  std::vector<std::size_t> out;
  const auto& rows = rows_of(view);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].name.empty() && (view.chosen.waiters || i > 0)) {
      out.push_back(i);
    }
  }
  return out;
}

model::id chosen_name(const detail_view& view) {
  const auto names = named_rows(view);
  return !view.chosen.names || names.empty()
             ? 0
             : rows_of(view)[names[static_cast<std::size_t>(view.chosen.row)]]
                   .who;
}

int walkable_rows(const detail_view& view) {
  return static_cast<int>(view.chosen.names ? named_rows(view).size()
                                            : view.shown.past.size());
}

void draw_why(grid& on, const detail_view& view, const area& box,
              const glyphs& with) {
  const bool waiters = view.chosen.waiters;
  const bool waits = view.shown.chain.ends != model::chain_end::runs ||
                     view.shown.chain.links.size() > 1;
  draw_box(on, box,
           {waiters ? "WHO WAITS FOR IT?"
            : waits ? "WHY IS IT WAITING?"
                    : "DOES IT WAIT?",
            waiters ? "u why it waits" : "", false},
           with);
  if (!view.shown.known) {
    on.put(box.x + 2, box.y + 1, "Nothing of it has been seen yet.",
           style::dim);
    return;
  }
  area inside{box.x + 2, box.y + 1, box.columns - 4, box.rows - 3};
  draw_rows(on, view, inside, with);
  const std::string moral = !waiters ? view.shown.moral
                            : view.shown.waiters.empty()
                                ? std::string("Nobody is known to.")
                                : std::string();
  on.put(inside.x, box.y + box.rows - 2, fitted(moral, inside.columns),
         style::narration);
}

void draw_origin(grid& on, const detail_view& view, const area& box,
                 const glyphs& with) {
  draw_box(on, box, {"WHERE IT CAME FROM", "", false}, with);
  const model::detail& d = view.shown;
  if (!d.known) {
    return;
  }
  const int room = box.columns - 4;
  int y = box.y + 1;
  const int end = box.y + box.rows - 1;
  const auto say = [&](const std::string& text, style look) {
    if (y < end && !text.empty()) {
      on.put(box.x + 2, y++, fitted(text, room), look);
    }
  };
  const std::string when =
      d.born_turn > 0 ? fmt::format("turn {}", d.born_turn) : std::string();
  const std::string at = d.born_where.empty() ? "" : "at " + d.born_where;
  say(d.maker.empty() ? "who made it: not told" : "made by " + d.maker,
      style::text);
  say(when + (when.empty() || at.empty() ? "" : " ") + at, style::text);
  const std::size_t waiting = d.waiters.size();
  say(waiting == 0 ? "nobody waits for it"
                   : fmt::format("{} wait{} for it: u", waiting,
                                 waiting == 1 ? "s" : ""),
      waiting == 0 ? style::dim : style::strong);
  if (!d.stands_at.empty()) {
    say("last seen at, innermost first", style::dim);
  }
  for (std::size_t i = 0; i < d.stands_at.size(); ++i) {
    say(fmt::format("#{} {}", i, d.stands_at[i]), style::text);
  }
}

}  // namespace looplab::frame
