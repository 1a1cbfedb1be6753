// SPDX-License-Identifier: BSL-1.0
//
// Which track a thing has in the exported trace. A server makes a task for
// each of a million requests; a track that nobody uses any more goes to the
// next one of the same name, so that the trace stays one that a person can
// read.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "visualizer/export/trace_events.hpp"

namespace looplab::exporting {

/// In the order in which the tracks of a process are listed.
enum class track_kind : std::uint8_t { lesson, loop, task, descriptor, thread };

/// Thread safety: none. Keeps a reference to the writer.
class trace_tracks {
 public:
  explicit trace_tracks(trace_event_writer& out) : out_(out) {}

  /// A track with this name. A thread has its own number, `tid`, unless
  /// another one had it before.
  track take(std::uint32_t pid, track_kind kind, const std::string& name,
             std::uint32_t tid = 0);
  void rename(track where, track_kind kind, const std::string& name);
  void give_back(track where, track_kind kind, const std::string& name);

 private:
  std::uint32_t number(std::uint32_t tid);

  trace_event_writer& out_;
  std::uint32_t made_ = 0;
  std::unordered_set<std::uint32_t> threads_;
  std::map<std::tuple<std::uint32_t, track_kind, std::string>,
           std::vector<track>>
      free_;
};

}  // namespace looplab::exporting
