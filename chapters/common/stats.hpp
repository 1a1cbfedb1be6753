// SPDX-License-Identifier: BSL-1.0
//
// What `/stats` answers: how much was done, and what it took.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace looplab::common {

/// The counters of one server.
///
/// Thread safety: any thread may change and read them at any time. Each is
/// exact on its own; together they are no snapshot, which is why all accesses
/// are relaxed.
class stats {
 public:
  std::atomic<std::int64_t> threads{1};    ///< alive now, main included
  std::atomic<std::int64_t> in_flight{0};  ///< requests read, not answered
  /// Of the loop. Where there is none, or it is a library's, nobody counts.
  std::atomic<std::int64_t> turns{0};
  std::atomic<std::int64_t> longest_turn_us{0};
  std::atomic<std::int64_t> accepts{0};       ///< connections accepted so far
  std::atomic<std::int64_t> refused{0};       ///< over capacity: told 503
  std::atomic<std::int64_t> bytes_copied{0};  ///< between us and the kernel

  static void add(std::atomic<std::int64_t>& counter, std::int64_t amount) {
    counter.fetch_add(amount, std::memory_order_relaxed);
  }

  /// A turn of the loop ended that took so long. Requires: one loop.
  void count_turn(std::chrono::nanoseconds took) {
    auto us = took.count() / 1000;
    if (us > longest_turn_us.load(std::memory_order_relaxed)) {
      longest_turn_us.store(us, std::memory_order_relaxed);
    }
    turns.store(turns.load(std::memory_order_relaxed) + 1,
                std::memory_order_relaxed);
  }

  /// All counters as one JSON object; what nobody counts is null in it.
  std::string json() const;
};

}  // namespace looplab::common
