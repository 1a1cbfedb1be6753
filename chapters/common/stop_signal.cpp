// SPDX-License-Identifier: BSL-1.0
//
// The signal handler and what it may touch. Whoever adds to it: only
// async-signal-safe calls, and no lock.
#include "chapters/common/stop_signal.hpp"

#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>

namespace looplab::common {
namespace {

// The values of a slot: 0 is free, fd + 1 is a socket, -(fd + 1) an eventfd.
// A signal handler may touch nothing but lock-free atomics.
std::array<std::atomic<int>, 8> slots{};
std::atomic<bool> requested{false};
static_assert(std::atomic<int>::is_always_lock_free);

void wake(int value) {
  if (value > 0) {
    ::shutdown(value - 1, SHUT_RD);
  } else if (value < 0) {
    std::uint64_t one = 1;
    [[maybe_unused]] auto ignored = ::write(-value - 1, &one, sizeof one);
  }
}

void on_signal(int) {
  int saved = errno;
  requested.store(true);
  for (auto& slot : slots) {
    wake(slot.load());
  }
  errno = saved;
}

}  // namespace

stop_watch::stop_watch(int fd, act what) : slot_(0) {
  int value = what == act::shut_receiving ? fd + 1 : -(fd + 1);
  int free = 0;
  while (!slots[static_cast<std::size_t>(slot_)].compare_exchange_strong(
      free, value)) {
    free = 0;
    if (++slot_ == static_cast<int>(slots.size())) {
      std::abort();  // a ninth watch breaks the precondition
    }
  }
  // The signal may have come between the last look and the slot.
  if (requested.load()) {
    wake(value);
  }
}

stop_watch::~stop_watch() {
  slots[static_cast<std::size_t>(slot_)].store(0);
}

bool stop_requested() {
  return requested.load(std::memory_order_relaxed);
}

void install_stop_signals() {
  struct sigaction action {};

  action.sa_handler = on_signal;
  // The second signal finds the default again: a person who insists is heard.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace looplab::common
