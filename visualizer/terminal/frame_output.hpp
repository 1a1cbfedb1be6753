// SPDX-License-Identifier: BSL-1.0
//
// Where ncurses writes. It sends a frame in hundreds of pieces, between any two
// of which a terminal may paint; here its descriptor is swapped for a memory
// file while it draws, and the whole frame leaves in one write.
#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>

namespace looplab::terminal {

/// Thread safety: one thread.
class frame_output {
 public:
  /// nullptr and errno if there are no descriptors or no memory left.
  /// `synchronized`: frames are wrapped in mode 2026, which terminals that do
  /// not know it ignore.
  static std::unique_ptr<frame_output> open(bool synchronized);
  ~frame_output();
  frame_output(const frame_output&) = delete;
  frame_output& operator=(const frame_output&) = delete;

  std::FILE* stream() const { return stream_; }

  /// Where frames leave: what a crash handler must mute.
  int terminal() const;
  /// False while a slow terminal still takes the last frame.
  bool can_take() const;
  /// Calls `draw`, which writes to stream(), and sends what it wrote. False if
  /// the frame was lost (no memory): the next one must draw everything.
  bool send(const std::function<void()>& draw);

 private:
  frame_output() = default;
  bool append(const char* bytes, std::size_t count) const;
  bool write_out();

  std::FILE* stream_ = nullptr;
  int terminal_ = -1;
  int file_ = -1;
  bool synchronized_ = true;
  std::string bytes_;
};

}  // namespace looplab::terminal
