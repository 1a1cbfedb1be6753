// SPDX-License-Identifier: BSL-1.0
//
// Sleeping: stop(sleep) with the time asked for, in ns, and run.
#include <time.h>
#include <unistd.h>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/user_place.hpp"
#include "trace/hooks/posix/waits.hpp"

namespace looplab::trace::hooks {

namespace {

std::int64_t nanoseconds_in(const timespec& t) {
  return t.tv_sec * std::int64_t{1'000'000'000} + t.tv_nsec;
}

std::int64_t length_of(clockid_t clock, int flags, const timespec& t) {
  if ((flags & TIMER_ABSTIME) == 0) {
    return nanoseconds_in(t);
  }
  timespec now{};
  clock_gettime(clock, &now);
  return nanoseconds_in(t) - nanoseconds_in(now);
}

wait begin_sleep(std::int64_t length, const void* from) {
  return begin_wait(wait_why::sleep, 0, user_place(from), gated::yes, length);
}

}  // namespace

extern "C" {

int nanosleep(const timespec* length, timespec* left) {
  const auto real = next<"nanosleep", int(const timespec*, timespec*)>();
  if (!watching() || length == nullptr) {
    return real(length, left);
  }
  const wait w = begin_sleep(nanoseconds_in(*length), caller());
  const int result = real(length, left);
  end_wait(w);
  return result;
}

int clock_nanosleep(clockid_t clock, int flags, const timespec* until,
                    timespec* left) {
  const auto real = next<"clock_nanosleep",
                         int(clockid_t, int, const timespec*, timespec*)>();
  if (!watching() || until == nullptr) {
    return real(clock, flags, until, left);
  }
  const wait w = begin_sleep(length_of(clock, flags, *until), caller());
  const int result = real(clock, flags, until, left);
  end_wait(w);
  return result;
}

int usleep(useconds_t length) {
  const auto real = next<"usleep", int(useconds_t)>();
  if (!watching()) {
    return real(length);
  }
  const wait w = begin_sleep(length * std::int64_t{1000}, caller());
  const int result = real(length);
  end_wait(w);
  return result;
}

unsigned sleep(unsigned seconds) {
  const auto real = next<"sleep", unsigned(unsigned)>();
  if (!watching()) {
    return real(seconds);
  }
  const wait w = begin_sleep(seconds * std::int64_t{1'000'000'000}, caller());
  const unsigned left = real(seconds);
  end_wait(w);
  return left;
}

}  // extern "C"

}  // namespace looplab::trace::hooks
