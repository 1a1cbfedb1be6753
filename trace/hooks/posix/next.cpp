// SPDX-License-Identifier: BSL-1.0
//
// Asks the dynamic linker for the next definition of a hooked function.
#include "trace/hooks/posix/next.hpp"

#include <dlfcn.h>
#include <errno.h>

namespace looplab::trace::hooks {

namespace {

// Every hooked function that an older C library may lack returns an int or a
// ssize_t and reports its error in errno; on the supported machines a function
// without parameters may be called with any.
long missing() noexcept {
  errno = ENOSYS;
  return -1;
}

}  // namespace

void* find_next(const char* function, std::atomic<void*>& found) noexcept {
  const int error = errno;
  void* definition = dlsym(RTLD_NEXT, function);
  errno = error;
  if (definition == nullptr) {
    definition = reinterpret_cast<void*>(&missing);
  }
  found.store(definition, std::memory_order_relaxed);
  return definition;
}

}  // namespace looplab::trace::hooks
