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

void* find_next(const char* function) noexcept {
  const int error = errno;
  void* const found = dlsym(RTLD_NEXT, function);
  errno = error;
  return found != nullptr ? found : reinterpret_cast<void*>(&missing);
}

}  // namespace looplab::trace::hooks
