// SPDX-License-Identifier: BSL-1.0
//
// SIGINT and SIGTERM: finish what is in flight, and leave. A thread that
// sleeps in a system call must be woken for that, and a flag alone cannot: the
// signal may come just before the thread falls asleep. So the handler does
// something that lasts to the descriptors on which the server sleeps.
#pragma once

namespace looplab::common {

/// Watches a descriptor while it lives: when the signal comes, or if it has
/// come already, a socket is shut for receiving (accept and receive return at
/// once, now and always; sending still works), and an eventfd is written.
///
/// Thread safety: at most eight at a time, made and destroyed by the thread
/// that receives the signals. A second signal ends the program at once.
class stop_watch {
 public:
  enum class act { shut_receiving, write_event };

  stop_watch(int fd, act what);
  ~stop_watch();
  stop_watch(const stop_watch&) = delete;
  stop_watch& operator=(const stop_watch&) = delete;

 private:
  int slot_;
};

/// Whether the signal has come. Any thread, any time.
bool stop_requested();

/// From now on the two signals do the above.
void install_stop_signals();

}  // namespace looplab::common
