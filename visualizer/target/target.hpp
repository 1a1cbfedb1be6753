// SPDX-License-Identifier: BSL-1.0
//
// The program that is watched: started with a terminal of its own or attached
// to, read through its trace, looked at through /proc, held and stepped
// through its gate. It ends what it started and lets go of what it attached
// to; nothing here draws.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trace/log.hpp"

namespace looplab::target {

struct start_options {
  std::vector<std::string> command{};
  std::map<std::string, std::string> environment{};
  bool begin_held = false;          ///< stands at its first point until stepped
  std::filesystem::path preload{};  ///< liblooplab-preload.so; empty = none
  std::filesystem::path directory{};  ///< where to run; empty = here
  bool ends_with_us = false;  ///< killed when the thread that starts it ends
};

enum class gate_state { open, slow, held };

/// Thread safety: one thread. Every wait is the caller's: `descriptors()` says
/// what to poll for, nothing here blocks for longer than a frame.
class target {
 public:
  /// nullptr and one sentence in `error` when the program cannot be started.
  static std::unique_ptr<target> start(const start_options& how,
                                       std::string& error);
  /// Attaches to a running process. Without a recorder in it, has_trace() is
  /// false and only samples come.
  static std::unique_ptr<target> attach(std::uint32_t pid, std::string& error);
  virtual ~target() = default;

  /// Reads what happened (all its processes) into the log. Returns how many
  /// entries came; `most` bounds the work of one call.
  virtual std::size_t drain(trace::log& into, std::size_t most = 65536) = 0;
  /// Reads /proc once (threads, epoll interest, socket buffers) into the log;
  /// adds nothing when it reads the same as the time before, but for two times
  /// some seconds later.
  virtual void sample(trace::log& into) = 0;
  /// Resolves these places to source lines (debug information) and loads the
  /// source files into the log. Costs milliseconds the first time a module is
  /// seen; bounded per call.
  virtual void resolve(trace::log& into, std::size_t most = 16) = 0;

  virtual bool has_trace() const = 0;
  /// Until it and, if it was started by us, what it left behind as a daemon
  /// have ended.
  virtual bool running() const = 0;
  /// Set once the program has ended and was started by us: its wait status.
  virtual std::optional<int> exit_status() const = 0;
  virtual std::uint32_t pid() const = 0;

  /// The gate; of all its processes together. What is wished before a program
  /// that was started has a gate is done as soon as it has one. False and a
  /// sentence when somebody else controls the program or it has none.
  virtual bool hold(std::string& error) = 0;
  /// Lets the thread pass that has stood at its gate the longest, of all
  /// processes. False: it is asleep or busy, nobody stands at the gate.
  virtual bool step() = 0;
  virtual void slow(std::chrono::microseconds between_points) = 0;
  virtual void release() = 0;
  virtual gate_state gate() const = 0;
  /// True if a thread of it stands at the gate now.
  virtual bool stands_at_gate() const = 0;

  /// One sentence about what cannot be seen of this program (it is linked
  /// statically, set-user-id, written in Go); empty = nothing is known.
  virtual const std::string& hidden() const = 0;

  /// What the program printed on its own terminal since the last call; bounded,
  /// and says itself how much was left out. Empty for what we attached to.
  virtual std::string output() = 0;
  /// The first 4 KiB that it printed; takes nothing away from output().
  virtual const std::string& first_output() = 0;
  /// Descriptors that become readable when output() or the end is there.
  virtual std::vector<int> descriptors() const = 0;

  /// Ends what we started (SIGTERM, after two seconds SIGKILL); lets go of what
  /// we attached to. What it still did can be drained. Called by the destructor
  /// too.
  virtual void finish() = 0;
};

}  // namespace looplab::target
