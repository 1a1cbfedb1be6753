// SPDX-License-Identifier: BSL-1.0
//
// The one cursor over two recordings: a moment since each one's first client.
// It stands on events of A or of B, so that a step back undoes a step on; while
// it plays it moves with the time it is given. Owns no clock.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "visualizer/frame/compare_view.hpp"
#include "visualizer/frame/keys.hpp"

namespace looplab::program {

/// Thread safety: one thread.
class compare_cursor {
 public:
  using time_point = std::chrono::steady_clock::time_point;
  using sources = std::array<frame::compared_source, 2>;

  /// What `from` refers to must outlive this.
  explicit compare_cursor(const sources& from);

  std::int64_t moment() const { return moment_ns_; }

  /// Of the longer one.
  std::int64_t end() const { return end_ns_; }

  bool playing() const { return playing_; }

  std::string speed() const;

  void play(time_point now);
  /// Stands on the last event before or at the moment then.
  void pause();
  /// Does what the key means for time; false if it means something else.
  /// `column_ns`: how far ← and → go; `active`: whose turns t and T mean.
  bool press(frame::command what, time_point now, std::int64_t column_ns,
             std::size_t active);
  void advance(time_point now);
  /// When advance() has something to do again.
  std::optional<time_point> next() const;

  /// To the last event before or at this moment.
  void seek(std::int64_t moment_ns);

  /// A is B from now on.
  void swap() { std::swap(from_[0], from_[1]); }

  /// To where the recording stands after so many entries.
  void seek_entry(std::size_t which, std::size_t cursor);

 private:
  void step(bool on);
  void scrub(bool on, std::int64_t column_ns);
  void turn(bool on, std::size_t active);

  sources from_;
  std::int64_t moment_ns_ = 0;
  std::int64_t end_ns_ = 0;
  bool playing_ = false;
  int speed_;
  time_point last_{};
};

}  // namespace looplab::program
