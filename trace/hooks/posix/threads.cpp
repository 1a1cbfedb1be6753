// SPDX-License-Identifier: BSL-1.0
//
// Threads made, named and joined. A new thread introduces itself with its first
// event, naming who made it; its maker tells where.
#include <pthread.h>
#include <time.h>

#include <array>
#include <atomic>

#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/user_place.hpp"
#include "trace/hooks/posix/waits.hpp"

namespace looplab::trace::hooks {

namespace {

using body = void*(void*);

/// What a new thread must know before it runs its own function. It lies here,
/// not in allocated memory, until the thread has read it.
struct birth {
  std::atomic<bool> taken{false};
  body* run = nullptr;
  void* argument = nullptr;
  id creator = 0;
  location where = 0;
};

constinit std::array<birth, 256> births;

// nullptr when too many are on their way; that thread then comes to light with
// its first call, without a parent.
birth* new_birth() {
  for (birth& b : births) {
    if (!b.taken.load(std::memory_order_relaxed) &&
        !b.taken.exchange(true, std::memory_order_acquire)) {
      return &b;
    }
  }
  return nullptr;
}

// In the maker's own trace, and before the new thread's first event.
void tell_birth(location where) {
  const kept_errno kept;
  emit(event_kind::note, static_cast<std::uint8_t>(note_kind::text), where,
       current(), 0, intern("starts a thread"));
}

void* begin_thread(void* given) {
  birth& b = *static_cast<birth*>(given);
  body* const run = b.run;
  void* const argument = b.argument;
  const id creator = b.creator;
  const location where = b.where;
  b.taken.store(false, std::memory_order_release);
  {
    const kept_errno kept;
    detail::created_by(creator);
    point(event_kind::run, 0, where, this_thread(), creator);
  }
  return run(argument);
}

// The kernel's number of a thread, which glibc shows in the thread's clock: in
// a thread's clock id all bits but the lowest three are its number, inverted.
id thread_of(pthread_t thread) {
  clockid_t clock = 0;
  if (pthread_getcpuclockid(thread, &clock) != 0) {
    return 0;
  }
  return thread_id_of(~(static_cast<std::uint32_t>(clock) >> 3));
}

}  // namespace

extern "C" {

int pthread_create(pthread_t* made, const pthread_attr_t* attributes, body* run,
                   void* argument) noexcept {
  const auto real =
      next<"pthread_create",
           int(pthread_t*, const pthread_attr_t*, body*, void*)>();
  birth* const b = watching() ? new_birth() : nullptr;
  if (b == nullptr) {
    return real(made, attributes, run, argument);
  }
  b->run = run;
  b->argument = argument;
  b->creator = current();
  b->where = user_place(caller());
  tell_birth(b->where);
  const int result = real(made, attributes, &begin_thread, b);
  if (result != 0) {
    b->taken.store(false, std::memory_order_release);
  }
  return result;
}

int pthread_join(pthread_t thread, void** result_of) {
  const auto real = next<"pthread_join", int(pthread_t, void**)>();
  if (!watching()) {
    return real(thread, result_of);
  }
  const wait w =
      begin_wait(wait_why::join, thread_of(thread), user_place(caller()));
  const int result = real(thread, result_of);
  end_wait(w, -result);
  return result;
}

// A name that the system refuses, or has no thread for, is none.
int pthread_setname_np(pthread_t thread, const char* name) noexcept {
  const auto real = next<"pthread_setname_np", int(pthread_t, const char*)>();
  const int result = real(thread, name);
  const id named = result == 0 && watching() ? thread_of(thread) : 0;
  if (named != 0) {
    const kept_errno kept;
    emit(event_kind::note, static_cast<std::uint8_t>(note_kind::name),
         location_of(caller()), named, 0, intern(name));
  }
  return result;
}

}  // extern "C"

}  // namespace looplab::trace::hooks
