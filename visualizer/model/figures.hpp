// SPDX-License-Identifier: BSL-1.0
//
// What a run has come to at a moment, in a few numbers that mean the same for
// every model of concurrency: so that two runs can be set side by side. What
// the log does not tell (who waits in the kernel's queue before it is
// accepted) is not in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "trace/log.hpp"
#include "visualizer/model/program_clock.hpp"

namespace looplab::model {

/// Since the clock's begin, but for `threads`, which live at the moment.
struct figures {
  std::int64_t threads = 0;
  std::int64_t clients = 0;  ///< connections accepted
  std::int64_t answers = 0;  ///< each request that was read and written to
  std::int64_t last_answer_ns = 0;     ///< when; 0 = none yet
  std::int64_t slowest_answer_ns = 0;  ///< from its request's first read
  std::int64_t waits = 0;              ///< how often a thread began to wait
  std::int64_t all_wait_ns = 0;        ///< time in which no thread ran

  bool operator==(const figures&) const = default;
};

/// Of a log that does not grow any more; it and the clock outlive this. A
/// question costs the entries since one in a few thousand. Thread safety:
/// constant once made.
class figure_book {
 public:
  figure_book(const trace::log& events, const program_clock& clock);
  ~figure_book();
  figure_book(const figure_book&) = delete;
  figure_book& operator=(const figure_book&) = delete;

  /// After the entries before the cursor, at a moment not before the last of
  /// them, as the clock counts.
  figures at(std::size_t cursor, std::int64_t moment_ns) const;

 private:
  struct impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace looplab::model
