// SPDX-License-Identifier: BSL-1.0
//
// A program started by a test the way a person starts it: arguments, an
// environment, limits. It never outlives its test, even when the test is
// killed.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/patience.hpp"

namespace looplab::support {

/// What to start.
struct launch {
  std::string program;  ///< a path, or a name to find in PATH
  std::vector<std::string> arguments{};
  /// Added to this process's environment.
  std::vector<std::pair<std::string, std::string>> environment{};
  std::optional<unsigned> descriptor_limit{};  ///< RLIMIT_NOFILE
};

/// Sends a signal to the one process `pid`; false when there is none. Throws
/// std::invalid_argument for 0 and less: to the system they mean whole groups,
/// the test's own and whoever runs it among them, and a process id read from a
/// file that is just being removed is 0.
bool send_signal(pid_t pid, int number);

/// A running program. Not thread-safe; start it from a thread that
/// lives as long as it does, or the kernel ends it with that thread.
class process {
 public:
  /// Throws std::system_error when it cannot be started at all; a program that
  /// does not exist ends with 127.
  explicit process(const launch& what);

  /// Ends it.
  ~process();
  process(const process&) = delete;
  process& operator=(const process&) = delete;

  pid_t pid() const { return pid_; }

  /// What it has written to standard output and standard error so far.
  std::string output() const;

  /// Sends a signal, unless it has ended.
  void signal(int number);

  /// SIGTERM, and SIGKILL if it stays for longer than `grace`.
  void end(std::chrono::milliseconds grace = std::chrono::seconds(5));

  /// False once it has ended, for whatever reason.
  bool running();

  /// The exit status in the shell's manner (128 + n for signal n); nothing when
  /// it is still running after `patience`.
  std::optional<int> wait(std::chrono::milliseconds patience = PATIENCE);

  /// User and system time of all its threads so far.
  std::chrono::milliseconds cpu_time() const;

  /// Open descriptors, from /proc.
  std::size_t descriptors() const;

  /// Threads, from /proc.
  std::size_t threads() const;

 private:
  pid_t pid_ = -1;
  int output_ = -1;
  std::optional<int> status_;
};

}  // namespace looplab::support
