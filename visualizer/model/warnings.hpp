// SPDX-License-Identifier: BSL-1.0
//
// What a program does and had better not, found in its log entry by entry. Time
// is a parameter: what is known at a cursor is a function of the entries before
// it, whether the program runs on, has ended, or is replayed. Nothing is
// reported that the entries do not prove; a false alarm is a bug.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "trace/log.hpp"
#include "visualizer/model/warning.hpp"

namespace looplab::model {

/// Thread safety: one thread at a time. Keeps a reference to the log.
class warnings {
 public:
  /// More kinds of trouble in more places than these are not told apart.
  static constexpr std::size_t most_kept = 1000;

  explicit warnings(const trace::log& events, warning_limits limits = {});
  ~warnings();
  warnings(const warnings&) = delete;
  warnings& operator=(const warnings&) = delete;

  /// Takes in what the log has gained, but at most this many entries, so that
  /// a long recording keeps no screen waiting.
  void catch_up(std::size_t most = static_cast<std::size_t>(-1));
  /// How many entries have been looked at.
  std::size_t position() const;

  /// All that were found so far, in the order in which they became known.
  const std::vector<warning>& all() const;
  /// The same as they are known at the cursor. Those that lie ahead of it are
  /// there, too, with a count of 0.
  std::vector<known_warning> at(std::size_t cursor) const;
  /// How many are known at the cursor.
  std::size_t known(std::size_t cursor) const;

  /// Whether a reading of /proc soon would settle something.
  bool wants_sample() const;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace looplab::model
