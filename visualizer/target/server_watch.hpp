// SPDX-License-Identifier: BSL-1.0
//
// Answers the two questions of a lesson's script that only the server can
// answer: whether it is asleep and has been told of all that arrived, and
// whether it waits for its upstream. It reads the log for what the server says
// and /proc for what has not reached it yet.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

#include "trace/log.hpp"
#include "visualizer/target/proc_sampler.hpp"
#include "visualizer/target/target.hpp"

namespace looplab::target {

class server_watch {
 public:
  /// Takes in what the log has gained.
  void read(const trace::log& events);

  /// A request was sent on a descriptor named "upstream N", and nothing has
  /// come back on it.
  bool waits_upstream() const;

  /// Each thread waits in the kernel, no byte, connection or end lies where one
  /// of them waits, and that was so at two looks between which nothing
  /// happened. False while a thread stands at the gate.
  bool asleep(const target& server);

  /// Something was just sent to the server: what was seen before no longer
  /// counts.
  void disturb() { quiet_since_ns_ = 0; }

 private:
  using thing = std::pair<std::uint16_t, trace::id>;

  enum class rest { awake, in_call, in_poll };

  struct thread {
    rest where = rest::awake;
    trace::id on = 0;
    bool at_gate = false;
  };

  void read_one(const trace::log& events, const trace::entry& e);
  void note_transfer(const trace::entry& e);
  void note_operation(const trace::entry& e);
  bool threads_rest() const;
  bool something_arrived(const trace::sample& seen) const;

  std::size_t read_ = 0;
  std::map<thing, thread> threads_;
  std::map<thing, bool> upstreams_;      ///< by descriptor: waits for an answer
  std::map<thing, trace::id> receives_;  ///< by operation: its upstream
  proc_sampler sampler_;
  trace::sample last_;
  std::size_t last_read_ = 0;
  std::int64_t quiet_since_ns_ = 0;
};

}  // namespace looplab::target
