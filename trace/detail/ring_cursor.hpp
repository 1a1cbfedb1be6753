// SPDX-License-Identifier: BSL-1.0
//
// Follows one ring: copies what was published, drops what was overwritten
// while it copied, and knows whose each event is. It never touches anything
// the writer would notice.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "trace/detail/trace_file.hpp"

namespace looplab::trace::detail {

/// An event and the thread that emitted it.
struct owned_event {
  event what;
  id thread;
};

class ring_cursor {
 public:
  ring_cursor(const trace_file& file, std::uint32_t index)
      : file_(&file), index_(index), place_(file.slots_of(index)) {}

  /// Where to begin: with all that is still there (`whole`: nobody writes
  /// any more), or with its newer half, which lasts while it is copied.
  void begin(bool whole);

  /// Moves published events to `pending`. False if it had to skip some.
  bool pull();

  std::deque<owned_event>& pending() { return pending_; }

  const std::deque<owned_event>& pending() const { return pending_; }

  std::uint64_t lost() const { return lost_; }

 private:
  void find_owner();
  void copy(std::uint64_t from, std::uint64_t count);
  void keep(const event& e, std::uint64_t index);
  void lose(std::uint64_t events);

  const trace_file* file_;
  std::uint32_t index_;
  layout::ring_place place_;
  std::uint64_t next_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t gap_ = 0;  ///< lost since the last kept event
  id owner_ = 0;           ///< of the event at next_; 0 = not known
  id coming_owner_ = 0;    ///< from `coming_` on
  std::uint64_t coming_ = ~std::uint64_t{0};
  std::deque<owned_event> pending_;
  std::vector<event> scratch_;
};

}  // namespace looplab::trace::detail
