// SPDX-License-Identifier: BSL-1.0
//
// Moments a person wants to stop at, described in advance: a line of the
// program is passed, a lane comes into a state, the loop into a phase. Finding
// one asks the log, and never the program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "visualizer/model/timeline.hpp"

namespace looplab::model {

enum class stop_at : std::uint8_t { line, state, phase };

struct stop {
  stop_at what = stop_at::line;
  std::string file;  ///< line: as the debug information names it
  std::uint32_t line = 0;
  std::uint16_t process = 0;
  id who = 0;        ///< state: whose
  std::string name;  ///< its, when the stop was set
  task_state state = task_state::fresh;
  loop_phase phase = loop_phase::none;  ///< phase: of the shown loop

  bool operator==(const stop& other) const;
};

/// "server.cpp:31", "client 2: ready", "the loop: asleep".
std::string stop_name(const stop& one);

struct stop_search {
  std::size_t cursor = 0;  ///< just after what was found, or where it gave up
  const stop* found = nullptr;
};

/// The first stop after the cursor. Where `patient`, it gives up at an entry
/// whose source line may still become known; otherwise at the log's end.
stop_search next_stop(const timeline& time, std::span<const stop> stops,
                      std::size_t cursor, bool patient);
/// The last one before the moment of the cursor; gives up at 0.
stop_search previous_stop(const timeline& time, std::span<const stop> stops,
                          std::size_t cursor);

}  // namespace looplab::model
