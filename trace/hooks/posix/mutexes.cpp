// SPDX-License-Identifier: BSL-1.0
//
// Mutexes: only contention is told. A lock that is free is taken with trylock
// and costs no event; one that is busy is a wait, and says who has it. An
// unlock is told only while somebody waits for it.
#include <errno.h>
#include <pthread.h>

#include <type_traits>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/waits_at.hpp"

namespace looplab::trace::hooks {

namespace {

using lock_function = int(pthread_mutex_t*);

// Takes the mutex if it is free. Any answer but EBUSY is lock's own answer too.
int try_first(pthread_mutex_t* mutex) {
  return next<"pthread_mutex_trylock", lock_function>()(mutex);
}

// Who has the mutex, as glibc writes into it; -1 when nobody has, or nobody
// whom it wrote down. Another C library has no such word: 0, not told.
std::int64_t holder_of(const pthread_mutex_t* mutex) {
#ifdef __GLIBC__
  const int owner = __atomic_load_n(&mutex->__data.__owner, __ATOMIC_RELAXED);
  return owner > 0
             ? std::int64_t{thread_id_of(static_cast<std::uint32_t>(owner))}
             : -1;
#else
  (void)mutex;
  return 0;
#endif
}

// The next `Name` as a wait, unless the mutex is free.
template <name Name, class... P>
[[gnu::always_inline]] inline int lock_by(int (*)(pthread_mutex_t*, P...),
                                          pthread_mutex_t* mutex,
                                          std::type_identity_t<P>... until) {
  const auto real = next<Name, int(pthread_mutex_t*, P...)>();
  if (!watching()) {
    return real(mutex, until...);
  }
  const int taken = try_first(mutex);
  if (taken != EBUSY) {
    return taken;
  }
  const wait w = begin_wait_at(wait_why::lock, thing_kind::mutex, mutex,
                               caller(), [mutex] { return holder_of(mutex); });
  const int result = real(mutex, until...);
  end_wait_at(w, mutex, -result);
  return result;
}

}  // namespace

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  return lock_by<"pthread_mutex_lock">(&::pthread_mutex_lock, mutex);
}

int pthread_mutex_timedlock(pthread_mutex_t* mutex,
                            const timespec* until) noexcept {
  return lock_by<"pthread_mutex_timedlock">(&::pthread_mutex_timedlock, mutex,
                                            until);
}

int pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock,
                            const timespec* until) noexcept {
  return lock_by<"pthread_mutex_clocklock">(&::pthread_mutex_clocklock, mutex,
                                            clock, until);
}

int pthread_mutex_trylock(pthread_mutex_t* mutex) noexcept {
  const int result = try_first(mutex);
  if (result == EBUSY && watching()) {
    const kept_errno kept;
    const location where = location_of(caller());
    emit(event_kind::act, static_cast<std::uint8_t>(verb::lock), where,
         thing_at(mutex, thing_kind::mutex, where), 0, 0, -EBUSY);
  }
  return result;
}

// Told before it happens, because the one who waits may run before we return.
int pthread_mutex_unlock(pthread_mutex_t* mutex) noexcept {
  tell_waiters(verb::unlock, thing_kind::mutex, mutex, caller());
  return next<"pthread_mutex_unlock", lock_function>()(mutex);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
