// SPDX-License-Identifier: BSL-1.0
//
// See click.hpp.
#include "visualizer/program/click.hpp"

#include <algorithm>
#include <cmath>

namespace looplab::program {

std::size_t click_meaning::share_of(std::size_t count) const {
  return static_cast<std::size_t>(
      std::llround(share * static_cast<double>(count)));
}

click_meaning click_on(const frame::grid& shown, const frame::pointer& at) {
  if (at.wheel != 0) {
    return {frame::hit::key,
            at.wheel < 0 ? int{frame::key_up} : int{frame::key_down}, 0, 0};
  }
  const frame::region* hit = shown.region_at(at.x, at.y);
  if (hit == nullptr) {
    return {};
  }
  const double last = std::max(1, hit->columns - 1);
  return {hit->kind, hit->value, hit->part, (at.x - hit->x) / last};
}

}  // namespace looplab::program
