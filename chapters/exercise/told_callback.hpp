// SPDX-License-Identifier: BSL-1.0
//
// A callback that a student's code has begun something with, told to the
// recorder in the words of the Asio hooks: who made it, what it waits for, when
// it is called. The test's loop has one for each; it refuses to decide which is
// called when, because that is the test's to say.
#pragma once

#include <cstdint>
#include <functional>

#include "trace/recorder.hpp"

namespace looplab::exercise {

/// `caller` is the return address of the function that the student's code has
/// called: the line that the recording shows. Thread safety: one thread's.
class told_callback {
 public:
  /// It is in line at once, because of whoever runs now.
  static told_callback posted(const char* name, const void* caller);

  /// It is in line at once, because of something outside of the program.
  static told_callback came(const char* name, const void* caller);

  /// It waits for what is begun on the descriptor now.
  static told_callback waiting(const char* name, const void* caller,
                               trace::verb what, int fd);

  told_callback(told_callback&& other) noexcept;
  told_callback& operator=(told_callback&& other) noexcept;
  /// Told as a leak if nobody has called it.
  ~told_callback();

  /// As in the deeds; 0 when it was called, and when nobody records.
  trace::id id() const { return id_; }

  /// What it waits for is done: it is in line. `result` may be -errno.
  void done(std::int64_t result);

  /// Runs `code` as the callback's, once.
  void call(const std::function<void()>& code);

 private:
  told_callback(const char* name, const void* caller, trace::id parent);

  trace::location where_;
  trace::id id_;
  trace::verb what_ = trace::verb::none;
  trace::id waits_for_ = 0;
};

}  // namespace looplab::exercise
