// SPDX-License-Identifier: BSL-1.0
//
// Waits for a signal: stop(signal) and run. What a signal handler does
// meanwhile is told as what the waiting one does, which it is.
#include <signal.h>
#include <unistd.h>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/user_place.hpp"
#include "trace/hooks/posix/waits.hpp"

namespace looplab::trace::hooks {

namespace {

wait begin_signal_wait(const void* from) {
  return begin_wait(wait_why::signal, 0, user_place(from));
}

/// A wait of no length only asks.
bool may_stand(const timespec* limit) {
  return limit == nullptr || limit->tv_sec != 0 || limit->tv_nsec != 0;
}

}  // namespace

extern "C" {

int sigsuspend(const sigset_t* mask) {
  const auto real = next<"sigsuspend", int(const sigset_t*)>();
  if (!watching()) {
    return real(mask);
  }
  const wait w = begin_signal_wait(caller());
  const int result = real(mask);
  end_wait(w, outcome(result));
  return result;
}

int pause() {
  const auto real = next<"pause", int()>();
  if (!watching()) {
    return real();
  }
  const wait w = begin_signal_wait(caller());
  const int result = real();
  end_wait(w, outcome(result));
  return result;
}

int sigwait(const sigset_t* which, int* number) {
  const auto real = next<"sigwait", int(const sigset_t*, int*)>();
  if (!watching()) {
    return real(which, number);
  }
  const wait w = begin_signal_wait(caller());
  const int error = real(which, number);
  end_wait(w, -error);
  return error;
}

int sigwaitinfo(const sigset_t* which, siginfo_t* what) {
  const auto real = next<"sigwaitinfo", int(const sigset_t*, siginfo_t*)>();
  if (!watching()) {
    return real(which, what);
  }
  const wait w = begin_signal_wait(caller());
  const int result = real(which, what);
  end_wait(w, outcome(result));
  return result;
}

int sigtimedwait(const sigset_t* which, siginfo_t* what,
                 const timespec* limit) {
  const auto real =
      next<"sigtimedwait", int(const sigset_t*, siginfo_t*, const timespec*)>();
  if (!watching() || !may_stand(limit)) {
    return real(which, what, limit);
  }
  const wait w = begin_signal_wait(caller());
  const int result = real(which, what, limit);
  end_wait(w, outcome(result));
  return result;
}

}  // extern "C"

}  // namespace looplab::trace::hooks
