// SPDX-License-Identifier: BSL-1.0
//
// A connection whose other end is in the test's hands: it sends what and when
// the test wants, and knows what has been taken. It waits for what happens,
// with a deadline, and never for time.
#pragma once

#include <string>
#include <string_view>

namespace looplab::exercise {

/// Thread safety: the far end is one thread's, the near end the student's.
class far_end {
 public:
  /// `name` is what the recording calls the near end.
  explicit far_end(const char* name = "client");
  ~far_end();
  far_end(const far_end&) = delete;
  far_end& operator=(const far_end&) = delete;

  /// The student's end; it stays open unless close_near() or give_near().
  int near() const { return near_; }

  /// The student's code closes it from now on.
  int give_near();

  void send(std::string_view bytes);
  /// No more will come from the far end.
  void end();

  /// Whether all that was sent has been read within `most_ms`. Peeking is not
  /// reading.
  bool taken(int most_ms = 50) const;

  /// What the near end has sent so far, waiting at most `most_ms` for more
  /// than nothing; "" if there is nothing or the near end is closed.
  std::string receive(int most_ms = 1000);

  /// Whether the near end was closed within `most_ms`; what was sent before is
  /// thrown away.
  bool closed(int most_ms);

 private:
  int near_ = -1;
  int far_ = -1;
  bool given_ = false;
};

/// Whether a thread of this process is asleep in the kernel within `most_ms`.
bool asleep(int tid, int most_ms = 1000);

/// The calling thread, as asleep() wants it.
int this_tid();

}  // namespace looplab::exercise
