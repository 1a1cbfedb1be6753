// SPDX-License-Identifier: BSL-1.0
//
// An event in three beats: what caused it lights up, something goes somewhere,
// and what it changed lights up. What stands still is shown without any, and
// is the same whether there were beats before or not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "trace/log.hpp"
#include "visualizer/frame/grid.hpp"
#include "visualizer/model/state.hpp"

namespace looplab::frame {

/// The first two show the state before the event, the third that after it.
enum class beat : std::uint8_t { whole, cause, travel, effect };

/// How the time of an event is divided among its beats.
constexpr int tenths_of(beat one) {
  return one == beat::travel ? 4 : 3;
}

/// Events that follow each other faster are shown whole: beats would be a
/// flicker. Slower ones are over before the next one comes.
inline constexpr int least_ms_for_beats = 125;
inline constexpr int most_ms_for_beats = 1000;

/// Where something that travels arrives.
enum class station : std::uint8_t { nowhere, timers, poll, queue, run, away };

/// What is lit in a beat; drawn reversed, or in a colour of its own.
struct spotlight {
  static constexpr std::size_t no_lane = static_cast<std::size_t>(-1);

  int fd = -1;                 ///< its row on the kernel side
  model::id timer = 0;         ///< likewise
  bool front = false;          ///< the first in line
  bool loop = false;           ///< the loop's own lane
  std::size_t lane = no_lane;  ///< of this task: its last cell and its state
  bool line = false;           ///< the line of source, in this look
  style line_look = style::source_current;
  std::string token;  ///< what travels
  station to = station::nowhere;
};

/// What the beat of an entry lights in a state, which is that before the entry
/// for the first two beats and that after it for the third.
spotlight light_of(const trace::entry& e, beat at, const model::state& now);

/// Whether the line of the entry itself is lit as its cause: then it is shown
/// from the first beat on.
bool is_said_by_a_line(const trace::entry& e);

}  // namespace looplab::frame
