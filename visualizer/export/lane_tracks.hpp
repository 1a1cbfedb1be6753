// SPDX-License-Identifier: BSL-1.0
//
// The lanes of a run as tracks of a trace: slices that begin and end
// as the fold's state changes, and the arrows between them. It is told the
// entries in their order and looks ahead for one thing only: a program that
// will tell of tasks has no tracks of descriptors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>

#include "visualizer/export/lane_slice.hpp"
#include "visualizer/export/loop_tracks.hpp"
#include "visualizer/export/trace_events.hpp"
#include "visualizer/export/trace_tracks.hpp"

namespace looplab::exporting {

/// Thread safety: none. Keeps references to the fold and the writer.
class lane_tracks {
 public:
  lane_tracks(const model::fold& now, trace_event_writer& out);

  /// Where what this entry's thread does is shown: on the track of the task
  /// that it runs, else of its loop, else its own.
  std::optional<track> actor_of(const trace::entry& e) const;
  /// Takes in what the entry at `index`, the fold's last, has changed.
  void take(const trace::entry& e, std::size_t index);
  /// The arrow from who acts to whom the entry made, made ready or set going.
  void point(const trace::entry& e, track actor, std::size_t index);
  /// Lets every arrow arrive that is under way.
  void finish();

  track lesson(std::uint32_t pid) {
    return tracks_.take(pid, track_kind::lesson, "lesson");
  }

 private:
  struct lane {
    track where;
    lane_slice now;
    model::task_state from = model::task_state::fresh;
    std::size_t since = 0;    ///< entry at which its slice began
    std::uint64_t arrow = 0;  ///< under way to its next slice
    bool held = false;        ///< a slice inside says that it is
  };

  using lanes = std::map<std::uint64_t, lane>;

  std::uint32_t pid(std::uint16_t process) const;
  model::id subject_of(const trace::entry& e) const;
  void update(lane_slice next, std::size_t index);
  lanes::iterator open(const lane_slice& next);
  void change(lane& one, lane_slice next, std::size_t index);
  void close(lane& one, model::task_state how);
  void let_go(lane& one);
  void arrive(lane& one);
  void end_process(std::uint16_t process);
  void count(std::uint16_t process, model::task_state from,
             model::task_state to);

  const model::fold& fold_;
  trace_event_writer& out_;
  trace_tracks tracks_;
  loop_tracks loops_;
  lanes lanes_;  ///< by process, then by thing
  std::map<std::uint16_t, std::int64_t> ready_;
  std::set<std::uint16_t> tells_tasks_;  ///< processes
};

}  // namespace looplab::exporting
