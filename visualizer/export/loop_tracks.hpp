// SPDX-License-Identifier: BSL-1.0
//
// The loops of a run as tracks of a trace: a slice for each turn, which is what
// happens from one answer of the kernel to the next, and the sleep at its end
// as a slice inside.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "visualizer/export/trace_events.hpp"
#include "visualizer/export/trace_tracks.hpp"
#include "visualizer/model/fold.hpp"

namespace looplab::exporting {

/// Thread safety: none. Keeps references to all that it is given.
class loop_tracks {
 public:
  loop_tracks(const model::fold& now, trace_event_writer& out,
              trace_tracks& tracks)
      : fold_(now), out_(out), tracks_(tracks) {}

  /// Takes in the fold's last entry.
  void take(const trace::entry& e);

  /// The track of the loop on the entry's thread, while it is in a turn.
  std::optional<track> turn_of(const trace::entry& e) const;

 private:
  struct loop_track {
    track where;
    bool in_turn = false, asleep = false;
  };

  void begin_poll(loop_track& one, const model::loop_record& loop,
                  std::uint32_t place);
  void begin_turn(loop_track& one, const model::loop_record& loop,
                  std::uint32_t place);
  void end_process(std::uint16_t process);
  loop_track& loop_for(const trace::entry& e);

  const model::fold& fold_;
  trace_event_writer& out_;
  trace_tracks& tracks_;
  std::map<std::uint64_t, loop_track> loops_;  ///< by process, then by loop
};

}  // namespace looplab::exporting
