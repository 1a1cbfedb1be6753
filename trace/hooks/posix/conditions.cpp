// SPDX-License-Identifier: BSL-1.0
//
// Condition variables: stop(condition) and run around a wait, act(notify) for
// a signal (arg 1) or broadcast (arg -1) while somebody waits. Run-times notify
// their locks' conditions thousands of times with nobody there; that is left
// out.
#include <pthread.h>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/waits_at.hpp"

namespace looplab::trace::hooks {

namespace {

constexpr int all = -1;

wait begin_condition(pthread_cond_t* condition, const void* from) {
  return begin_wait_at(wait_why::condition, thing_kind::condition, condition,
                       from);
}

}  // namespace

extern "C" {

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  const auto real =
      next<"pthread_cond_wait", int(pthread_cond_t*, pthread_mutex_t*)>();
  if (!watching()) {
    return real(condition, mutex);
  }
  const wait w = begin_condition(condition, caller());
  const int result = real(condition, mutex);
  end_wait_at(w, condition, -result);
  return result;
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* until) {
  const auto real =
      next<"pthread_cond_timedwait",
           int(pthread_cond_t*, pthread_mutex_t*, const timespec*)>();
  if (!watching()) {
    return real(condition, mutex, until);
  }
  const wait w = begin_condition(condition, caller());
  const int result = real(condition, mutex, until);
  end_wait_at(w, condition, -result);
  return result;
}

int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           clockid_t clock, const timespec* until) {
  const auto real =
      next<"pthread_cond_clockwait", int(pthread_cond_t*, pthread_mutex_t*,
                                         clockid_t, const timespec*)>();
  if (!watching()) {
    return real(condition, mutex, clock, until);
  }
  const wait w = begin_condition(condition, caller());
  const int result = real(condition, mutex, clock, until);
  end_wait_at(w, condition, -result);
  return result;
}

int pthread_cond_signal(pthread_cond_t* condition) noexcept {
  tell_waiters(verb::notify, thing_kind::condition, condition, caller(), 1);
  return next<"pthread_cond_signal", int(pthread_cond_t*)>()(condition);
}

int pthread_cond_broadcast(pthread_cond_t* condition) noexcept {
  tell_waiters(verb::notify, thing_kind::condition, condition, caller(), all);
  return next<"pthread_cond_broadcast", int(pthread_cond_t*)>()(condition);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
