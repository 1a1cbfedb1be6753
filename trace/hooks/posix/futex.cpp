// SPDX-License-Identifier: BSL-1.0
//
// syscall(): the C++ library waits for futures and atomics with
// syscall(SYS_futex), so those are told. Everything else passes untouched.
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdarg>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/waits_at.hpp"

namespace looplab::trace::hooks {

namespace {

enum class futex_does { wait, lock, wake, other };

futex_does what_futex_does(long operation) {
  switch (operation & FUTEX_CMD_MASK) {
    case FUTEX_WAIT:
    case FUTEX_WAIT_BITSET:
    case FUTEX_WAIT_REQUEUE_PI:
      return futex_does::wait;
    case FUTEX_LOCK_PI:
    case FUTEX_LOCK_PI2:
      return futex_does::lock;
    case FUTEX_WAKE:
    case FUTEX_WAKE_BITSET:
    case FUTEX_REQUEUE:
    case FUTEX_CMP_REQUEUE:
      return futex_does::wake;
    default:
      return futex_does::other;
  }
}

struct arguments {
  long a, b, c, d, e, f;
};

long watched_futex(long (*real)(long, ...), const arguments& x,
                   const void* from) {
  const auto word = reinterpret_cast<const void*>(x.a);
  const futex_does does = what_futex_does(x.b);
  if (does == futex_does::wake) {
    tell_waiters(verb::notify, thing_kind::value, word, from, x.c);
  }
  if (does == futex_does::wake || does == futex_does::other) {
    return real(SYS_futex, x.a, x.b, x.c, x.d, x.e, x.f);
  }
  const wait w = begin_wait_at(
      does == futex_does::lock ? wait_why::lock : wait_why::await,
      does == futex_does::lock ? thing_kind::mutex : thing_kind::value, word,
      from);
  const long result = real(SYS_futex, x.a, x.b, x.c, x.d, x.e, x.f);
  end_wait_at(w, word, outcome(result));
  return result;
}

}  // namespace

extern "C" {

// Six words are taken whatever the call has: more than it has are not looked
// at by the kernel either.
long syscall(long number, ...) noexcept {
  std::va_list given;
  va_start(given, number);
  arguments x{};
  for (long* word : {&x.a, &x.b, &x.c, &x.d, &x.e, &x.f}) {
    *word = va_arg(given, long);
  }
  va_end(given);
  const auto real = next<"syscall", long(long, ...)>();
  if (number == SYS_futex && watching()) {
    return watched_futex(real, x, caller());
  }
  return real(number, x.a, x.b, x.c, x.d, x.e, x.f);
}

}  // extern "C"

}  // namespace looplab::trace::hooks
