// SPDX-License-Identifier: BSL-1.0
//
// Condition variables: stop(condition) and run around a wait, act(notify) for
// a signal (arg 1) or broadcast (arg -1) while somebody waits. Run-times notify
// their locks' conditions thousands of times with nobody there; that is left
// out.
#include <pthread.h>

#include <type_traits>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/waits_at.hpp"

namespace looplab::trace::hooks {

namespace {

constexpr int all = -1;

template <name Name, class... P>
[[gnu::always_inline]] inline int wait_by(
    int (*)(pthread_cond_t*, pthread_mutex_t*, P...), pthread_cond_t* condition,
    pthread_mutex_t* mutex, std::type_identity_t<P>... rest) {
  const auto real = next<Name, int(pthread_cond_t*, pthread_mutex_t*, P...)>();
  if (!watching()) {
    return real(condition, mutex, rest...);
  }
  // Waiting lets go of the mutex, without a call that could be seen.
  tell_waiters(verb::unlock, thing_kind::mutex, mutex, caller());
  const wait w = begin_wait_at(wait_why::condition, thing_kind::condition,
                               condition, caller());
  const int result = real(condition, mutex, rest...);
  end_wait_at(w, condition, -result);
  return result;
}

}  // namespace

extern "C" {

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  return wait_by<"pthread_cond_wait">(&::pthread_cond_wait, condition, mutex);
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           const timespec* until) {
  return wait_by<"pthread_cond_timedwait">(&::pthread_cond_timedwait, condition,
                                           mutex, until);
}

int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                           clockid_t clock, const timespec* until) {
  return wait_by<"pthread_cond_clockwait">(&::pthread_cond_clockwait, condition,
                                           mutex, clock, until);
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
