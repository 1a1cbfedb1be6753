// SPDX-License-Identifier: BSL-1.0
//
// A program's own definition of a function wins over a library's; liburing is
// behind it, and found by its name.
#include "chapters/exercise/ring_calls.hpp"

#include <dlfcn.h>

#include "chapters/exercise/watched_ring.hpp"

namespace looplab::exercise {

namespace {

template <class Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

using get_cqe = int(io_uring*, io_uring_cqe**, unsigned, unsigned, sigset_t*);

}  // namespace

int enter_kernel(io_uring& ring, unsigned count) {
  static auto* const enter =
      real<int(io_uring*, unsigned)>("io_uring_submit_and_wait");
  return enter(&ring, count);
}

}  // namespace looplab::exercise

using namespace looplab::exercise;

extern "C" {

int io_uring_submit(io_uring* ring) {
  auto* watched = watched_ring::of(ring);
  return watched != nullptr ? watched->hand_over(__builtin_return_address(0))
                            : real<int(io_uring*)>("io_uring_submit")(ring);
}

int io_uring_submit_and_wait(io_uring* ring, unsigned count) {
  const void* caller = __builtin_return_address(0);
  auto* watched = watched_ring::of(ring);
  if (watched == nullptr) {
    return enter_kernel(*ring, count);
  }
  return count > 0 ? watched->wait(count, caller) : watched->hand_over(caller);
}

// What io_uring_wait_cqe() and io_uring_peek_cqe() become in the program when
// nothing is there yet.
int __io_uring_get_cqe(io_uring* ring, io_uring_cqe** first, unsigned submit,
                       unsigned count, sigset_t* mask) {
  const void* caller = __builtin_return_address(0);
  auto* watched = watched_ring::of(ring);
  if (watched == nullptr) {
    return real<get_cqe>("__io_uring_get_cqe")(ring, first, submit, count,
                                               mask);
  }
  if (count == 0) {
    return watched->look(first, caller);
  }
  watched->wait(count, caller);
  return __io_uring_peek_cqe(ring, first, nullptr);
}

}  // extern "C"
