// SPDX-License-Identifier: BSL-1.0
//
// Who may be served now, who waits for a place, who is sent away. A backend
// with a capacity is what makes retries dangerous, so it is kept apart where
// it can be read in one look.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>

namespace looplab::demos {

/// One request on its way through the backend.
struct job {
  std::uint64_t connection = 0;  ///< never used twice, unlike a descriptor
  std::uint64_t position = 0;    ///< of this request on its connection
  std::string symbol;
  std::chrono::nanoseconds delay{0};
  bool fails = false;
};

/// Counts places; it knows no time. Not thread-safe.
class admission {
 public:
  enum class decision { serve, wait, refuse };

  /// `capacity` 0 means that there is a place for everybody.
  admission(unsigned capacity, unsigned queue)
      : capacity_(capacity), queue_limit_(queue) {}

  decision arrive(const job& newcomer) {
    if (capacity_ == 0 || in_flight_ < capacity_) {
      ++in_flight_;
      return decision::serve;
    }
    if (waiting_.size() < queue_limit_) {
      waiting_.push_back(newcomer);
      return decision::wait;
    }
    return decision::refuse;
  }

  /// A job is done; the one that may have its place, if somebody waits.
  std::optional<job> leave() {
    if (waiting_.empty()) {
      --in_flight_;
      return std::nullopt;
    }
    job next = std::move(waiting_.front());
    waiting_.pop_front();
    return next;
  }

  unsigned in_flight() const { return in_flight_; }

  std::size_t waiting() const { return waiting_.size(); }

 private:
  unsigned capacity_;
  unsigned queue_limit_;
  unsigned in_flight_ = 0;
  std::deque<job> waiting_;
};

}  // namespace looplab::demos
