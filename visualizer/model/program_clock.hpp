// SPDX-License-Identifier: BSL-1.0
//
// One recording's time as two recordings can share it: it begins when the first
// client is there, and stands still while the program stood still at our gate.
// It reads entries and nothing else; it is no clock of ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "trace/log.hpp"

namespace looplab::model {

/// The connection that an entry says was accepted: a descriptor made from
/// another one, or what an accept that was handed to the kernel came back with;
/// 0 if it says none.
trace::id accepted_by(const trace::entry& e);

/// Of a log that does not grow any more, and that outlives this. Making it
/// reads the whole log once. Thread safety: constant after that.
class program_clock {
 public:
  explicit program_clock(const trace::log& events);

  /// The cursor at which it begins: the first connection that was accepted is
  /// the last entry before it, or, in a log without one, the first entry.
  std::size_t begin() const { return begin_; }

  /// When the last entry before the cursor happened, in ns since the begin;
  /// 0 for cursors before it.
  std::int64_t at(std::size_t cursor) const;

  /// How many entries had happened by then; never less than begin().
  std::size_t cursor_at(std::int64_t moment_ns) const;

  std::int64_t length() const { return at(events_.size()); }

  /// Time that is left out: 0 for a program that nobody held.
  std::int64_t held_ns() const;

 private:
  /// A stretch of real time, and how much of such time was before it.
  struct hold {
    std::int64_t begin_ns = 0, end_ns = 0, before_ns = 0;
  };

  std::int64_t held_until(std::int64_t t_ns) const;
  void note_holds();

  const trace::log& events_;
  std::vector<hold> holds_;
  std::size_t begin_ = 0;
  std::int64_t begin_ns_ = 0;  ///< without the holds before it
};

}  // namespace looplab::model
