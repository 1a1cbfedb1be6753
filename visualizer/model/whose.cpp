// SPDX-License-Identifier: BSL-1.0
//
// See whose.hpp.
#include "visualizer/model/whose.hpp"

#include <algorithm>

namespace looplab::model {

std::uint32_t loop_of(const facts& now, whose chosen) {
  if (!chosen) {
    return now.shown_loop;
  }
  std::uint32_t best = no_slot;
  for (std::uint32_t i = 0; i < now.loops.size(); ++i) {
    const loop_record& l = now.loops[i];
    if (l.self != 0 && l.process == *chosen && l.is_loop() &&
        (best == no_slot || l.turn > now.loops[best].turn)) {
      best = i;
    }
  }
  return best;
}

whose next_process(const state& now, whose chosen) {
  const bool any_lives = std::any_of(now.processes.begin(), now.processes.end(),
                                     [](const process& p) { return !p.over; });
  const std::size_t from = chosen ? *chosen + std::size_t{1} : 0;
  for (std::size_t i = from; i < now.processes.size(); ++i) {
    if (!any_lives || !now.processes[i].over) {
      return static_cast<std::uint16_t>(i);
    }
  }
  return std::nullopt;
}

}  // namespace looplab::model
