// SPDX-License-Identifier: BSL-1.0
//
// The controlling side of the gate: opens it, sets slow motion, or holds the
// program and lets it go one point at a time. Exactly one controller at a time
// has the gate; when it dies, the kernel drops its lock and the program goes on
// within 100 ms. It refuses to hold a program somebody else holds.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "trace/vocabulary.hpp"

namespace looplab::trace {

/// One thread that stands at the gate.
struct held_thread {
  id thread = 0;
  event_kind kind{};
  std::uint8_t sub = 0;
  id subject = 0;
  std::uint64_t since_ticks = 0;  ///< orders the held threads by age
};

/// Thread safety: one thread at a time.
class controller {
 public:
  /// nullptr and one sentence in `error` if there is no such file or another
  /// controller has the gate.
  static std::unique_ptr<controller> take(const std::filesystem::path& file,
                                          std::string& error);
  /// Opens the gate and lets go of it.
  virtual ~controller() = default;

  virtual void open() = 0;
  virtual void slow(std::chrono::microseconds between_points,
                    std::uint32_t kinds = all_points) = 0;
  virtual void hold(std::uint32_t kinds = all_points) = 0;
  /// Only these threads are held or slowed; empty = all.
  virtual void choose_threads(const std::vector<id>& threads) = 0;
  /// Lets the thread that stands at the gate the longest (or `thread`) pass
  /// one point. False if nobody stands there: the program is asleep or busy.
  virtual bool step(id thread = 0) = 0;
  virtual std::vector<held_thread> held() const = 0;
};

}  // namespace looplab::trace
