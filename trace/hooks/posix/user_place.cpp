// SPDX-License-Identifier: BSL-1.0
//
// Walks up the stack with the C++ runtime's unwinder, which finds tables
// through _dl_find_object: lock-free, and right in code without frame pointers.
#include "trace/hooks/posix/user_place.hpp"

#include <dlfcn.h>
#include <link.h>
#include <unwind.h>

#include <string_view>

#include "trace/hooks/posix/watching.hpp"

namespace looplab::trace::hooks {

namespace {

using namespace std::string_view_literals;

constexpr int most_frames = 16;

// "" is the executable itself.
std::string_view module_of(const void* address) {
  dl_find_object found{};
  if (_dl_find_object(const_cast<void*>(address), &found) != 0 ||
      found.dlfo_link_map == nullptr) {
    return "?"sv;
  }
  const std::string_view path = found.dlfo_link_map->l_name;
  return path.substr(path.rfind('/') + 1);
}

bool is_plumbing(std::string_view module) {
  for (const auto prefix :
       {"libstdc++"sv, "libc++"sv, "libc.so"sv, "libpthread"sv, "libtsan"sv,
        "libasan"sv, "liblooplab-preload"sv}) {
    if (module.starts_with(prefix)) {
      return true;
    }
  }
  return false;
}

struct walk {
  const void* seek;  // the hook's own caller: what is below it is the hook
  bool reached = false;
  int left = most_frames;
  const void* found = nullptr;
};

_Unwind_Reason_Code step(_Unwind_Context* frame, void* state) {
  auto& w = *static_cast<walk*>(state);
  const auto at = reinterpret_cast<const void*>(_Unwind_GetIP(frame));
  w.reached = w.reached || at == w.seek;
  if (w.reached && !is_plumbing(module_of(at))) {
    w.found = at;
    return _URC_END_OF_STACK;
  }
  return --w.left > 0 ? _URC_NO_REASON : _URC_END_OF_STACK;
}

}  // namespace

user_call user_call_from(const void* caller) noexcept {
  const kept_errno kept;
  const std::string_view module = module_of(caller);
  if (!is_plumbing(module)) {
    return {location_of(caller), module.empty()};
  }
  walk w{caller};
  _Unwind_Backtrace(&step, &w);
  if (w.found == nullptr) {
    return {location_of(caller), false};
  }
  return {location_of(w.found), module_of(w.found).empty()};
}

}  // namespace looplab::trace::hooks
