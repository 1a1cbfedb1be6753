// SPDX-License-Identifier: BSL-1.0
//
// The small descriptors that programs make to talk to themselves: pipes,
// eventfds, timers and signals.
#include <fcntl.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "trace/hooks/posix/descriptors.hpp"
#include "trace/hooks/posix/transfer.hpp"

namespace looplab::trace::hooks {

static_assert(EFD_NONBLOCK == O_NONBLOCK && TFD_NONBLOCK == O_NONBLOCK &&
              SFD_NONBLOCK == O_NONBLOCK);

extern "C" {

int pipe(int* made) noexcept {
  const int result = next<"pipe", int(int*)>()(made);
  if (result == 0) {
    opened(made[0], descriptor_kind::pipe, 0, caller());
    opened(made[1], descriptor_kind::pipe, 0, caller(), descriptor_id(made[0]));
  }
  return result;
}

int pipe2(int* made, int flags) noexcept {
  const int result = next<"pipe2", int(int*, int)>()(made, flags);
  if (result == 0) {
    opened(made[0], descriptor_kind::pipe, flags, caller());
    opened(made[1], descriptor_kind::pipe, flags, caller(),
           descriptor_id(made[0]));
  }
  return result;
}

int eventfd(unsigned value, int flags) noexcept {
  const int made = next<"eventfd", int(unsigned, int)>()(value, flags);
  opened(made, descriptor_kind::eventfd, flags, caller());
  return made;
}

int signalfd(int fd, const sigset_t* which, int flags) noexcept {
  const auto real = next<"signalfd", int(int, const sigset_t*, int)>();
  const int made = real(fd, which, flags);
  if (fd < 0) {
    opened(made, descriptor_kind::signalfd, flags, caller());
  }
  return made;
}

int timerfd_create(int clock, int flags) noexcept {
  const int made = next<"timerfd_create", int(int, int)>()(clock, flags);
  opened(made, descriptor_kind::timerfd, flags, caller());
  return made;
}

// The time is told as it was given, in ns; 0 disarms.
int timerfd_settime(int fd, int flags, const itimerspec* when,
                    itimerspec* before) noexcept {
  const auto real =
      next<"timerfd_settime", int(int, int, const itimerspec*, itimerspec*)>();
  const int result = real(fd, flags, when, before);
  if (watching()) {
    const kept_errno kept;
    const std::int64_t ns =
        result < 0 ? -kept.value()
                   : when->it_value.tv_sec * std::int64_t{1'000'000'000} +
                         when->it_value.tv_nsec;
    emit(event_kind::act, static_cast<std::uint8_t>(verb::arm),
         location_of(caller()), descriptor_id(fd), 0, 0, ns);
  }
  return result;
}

}  // extern "C"

}  // namespace looplab::trace::hooks
