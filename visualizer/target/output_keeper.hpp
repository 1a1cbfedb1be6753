// SPDX-License-Identifier: BSL-1.0
//
// The terminal of its own that a started program prints on, and the small
// process that empties it. The keeper outlives whoever started it: a program
// whose visualizer was killed can go on printing. It never makes the program
// wait, keeps a bounded amount, and says how much it left out.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "visualizer/target/descriptor.hpp"

namespace looplab::target {

/// Thread safety: one thread. Forks, so call it before threads start.
class output_keeper {
 public:
  /// What the keeper's process is called in /proc.
  static constexpr const char* process_name = "looplab-output";

  /// nothing and one sentence in `error` when no terminal can be had.
  static std::optional<output_keeper> open(std::string& error);

  /// The side for the program's standard input, output and error. It is no
  /// controlling terminal of anybody, and is closed on exec.
  int program_side() const { return program_side_.get(); }

  /// Starts the process that empties the terminal. Call it once the program
  /// has its side; both sides are closed here.
  bool keep(std::string& error);

  /// What was printed since the last call, at most 256 KiB; never waits.
  std::string take();

  /// Readable when there is something to take; -1 once all is taken and nobody
  /// can print any more.
  int readable() const { return printed_.get(); }

 private:
  descriptor ours_;
  descriptor program_side_;
  descriptor printed_;
  pid_t keeper_ = -1;
};

}  // namespace looplab::target
