// SPDX-License-Identifier: BSL-1.0
//
// In liblooplab-preload.so only: whether the executable carries hooks and a
// recorder of its own. Then this library records nothing, and its hooks see
// that nobody records and pass every call on.
#include <dlfcn.h>

#include "trace/detail/inside.hpp"

namespace looplab::trace::detail {

bool executable_has_hooks() noexcept {
  return dlsym(RTLD_DEFAULT, "looplab_hooks") != nullptr;
}

}  // namespace looplab::trace::detail
