// SPDX-License-Identifier: BSL-1.0
//
// See beside.hpp.
#include "visualizer/export/beside.hpp"

#include "visualizer/frame/compare_view.hpp"
#include "visualizer/model/figures.hpp"

namespace looplab::exporting {

frame::grid beside(const model::timeline& first, const model::timeline& second,
                   const std::array<std::string, 2>& titles, const picture& how,
                   std::size_t cursor) {
  const model::program_clock clock(first.events());
  const model::program_clock its_clock(second.events());
  const model::figure_book book(first.events(), clock);
  const model::figure_book its_book(second.events(), its_clock);
  frame::comparer who;
  who.moment_ns = clock.at(cursor);
  who.steps = !how.real_time;
  who.titles = titles;
  who.what = how.title.empty() ? "two recordings" : how.title;
  return frame::draw_compare(
      frame::compose({{{&first.events(), &first, &clock, &book},
                       {&second.events(), &second, &its_clock, &its_book}}},
                     who, how.extent),
      how.extent, frame::glyphs{how.ascii});
}

}  // namespace looplab::exporting
