// SPDX-License-Identifier: BSL-1.0
//
// How long threads were ready to run while the kernel ran something else, from
// the readings of /proc around and in a stretch of time. It is a measure from
// outside: what it gives is an upper bound of what fell into the stretch, so
// that a time from which it is taken away was certainly the program's own.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "trace/log.hpp"

namespace looplab::model {

/// A stretch of time in a process.
struct stretch_of_time {
  std::uint16_t process = 0;
  std::int64_t began_ns = 0, ended_ns = 0;
};

/// Keeps the last few readings of each process. Thread safety: none.
class run_delays {
 public:
  void take(const trace::sample& seen);

  /// How much delay of one thread may have fallen into the stretch; nothing
  /// where the newest reading does not know it.
  std::optional<std::int64_t> of_thread(const stretch_of_time& in,
                                        std::uint32_t tid) const;
  /// The same for all threads of the process together.
  std::optional<std::int64_t> of_process(const stretch_of_time& in) const;

 private:
  static constexpr std::size_t kept = 64;

  struct row {
    std::uint32_t tid;
    std::int64_t delay_ns;
  };

  struct past {
    std::int64_t t_ns;
    std::vector<row> rows;
  };

  static std::int64_t delay_in(const past& of, std::uint32_t tid);
  const std::deque<past>* known(std::uint16_t process) const;

  std::vector<std::deque<past>> processes_;
};

}  // namespace looplab::model
