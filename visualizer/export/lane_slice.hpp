// SPDX-License-Identifier: BSL-1.0
//
// What a lane of the model is in the exported trace at one moment: its track
// and the slice that is open on it. Two moments with the same words are one
// slice.
#pragma once

#include <cstdint>
#include <string>

#include "visualizer/export/trace_tracks.hpp"
#include "visualizer/model/fold.hpp"

namespace looplab::exporting {

struct lane_slice {
  std::uint16_t process = 0;
  model::id self = 0;
  track_kind kind = track_kind::task;
  std::string name;   ///< of the track
  std::string words;  ///< of the slice: "runs", "waits io fd 7"; "" = none
  model::task_state state = model::task_state::fresh;
  std::uint32_t place = 0;
  bool shown = true;  ///< it has a lane on the screen as well, or is a thread
  bool held = false;  ///< a thread that stands at the gate
};

/// As the fold tells it after its last entry. `self` is 0 for a slot that
/// nothing lives in any more.
lane_slice slice_of(const model::fold& now, model::lane_slot lane);

/// What a click tells on something that the fold's last entry began or was, and
/// that happened at this place: the sentence of the screen, and the line.
details said(const model::fold& now, std::uint32_t place);

/// What happened at once: "read", "fd 7 ready", "lost 12 events".
std::string instant_words(const model::fold& now, const trace::entry& e);

/// By which a thing of a process is looked up; ordered by process.
constexpr std::uint64_t key_of(std::uint16_t process, model::id self) {
  return std::uint64_t{process} << 32 | self;
}

/// Whether all that lived in a process ends here.
bool ends_process(const trace::entry& e);

}  // namespace looplab::exporting
