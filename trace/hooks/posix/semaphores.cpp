// SPDX-License-Identifier: BSL-1.0
//
// POSIX semaphores, which some run-times build their locks from (CPython's
// are): a wait is told only where the semaphore is at zero.
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>

#include <type_traits>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/waits_at.hpp"

namespace looplab::trace::hooks {

namespace {

// True if the semaphore was above zero and is now taken. sem_wait is a
// cancellation point even then, which sem_trywait is not.
bool take_at_once(sem_t* semaphore) {
  pthread_testcancel();
  const kept_errno kept;
  return next<"sem_trywait", int(sem_t*)>()(semaphore) == 0;
}

// The next `Name` as a wait, unless the semaphore is above zero.
template <name Name, class... P>
[[gnu::always_inline]] inline int take_by(int (*)(sem_t*, P...),
                                          sem_t* semaphore,
                                          std::type_identity_t<P>... until) {
  const auto real = next<Name, int(sem_t*, P...)>();
  if (!watching()) {
    return real(semaphore, until...);
  }
  if (take_at_once(semaphore)) {
    return 0;
  }
  const wait w =
      begin_wait_at(wait_why::lock, thing_kind::mutex, semaphore, caller());
  const int result = real(semaphore, until...);
  end_wait_at(w, semaphore, outcome(result));
  return result;
}

}  // namespace

extern "C" {

int sem_wait(sem_t* semaphore) {
  return take_by<"sem_wait">(&::sem_wait, semaphore);
}

int sem_timedwait(sem_t* semaphore, const timespec* until) {
  return take_by<"sem_timedwait">(&::sem_timedwait, semaphore, until);
}

int sem_clockwait(sem_t* semaphore, clockid_t clock,
                  const timespec* until) noexcept(false) {
  return take_by<"sem_clockwait">(&::sem_clockwait, semaphore, clock, until);
}

int sem_post(sem_t* semaphore) noexcept {
  tell_waiters(verb::notify, thing_kind::mutex, semaphore, caller(), 1);
  return next<"sem_post", int(sem_t*)>()(semaphore);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
