// SPDX-License-Identifier: BSL-1.0
//
// The function a hook stands in front of: the next definition of the same name
// in the order the dynamic linker searches (the C library's, or a sanitizer's
// interceptor, which then calls the C library's).
//
// It is found at the first call and not in a constructor, because other
// libraries' constructors call hooked functions before ours run. Two threads
// may look at the same time and find the same, so there is no lock to hold in
// a signal handler or across a fork.
#pragma once

#include <atomic>
#include <cstddef>

namespace looplab::trace::hooks {

/// A function's name as a template argument.
template <std::size_t Size>
struct name {
  char text[Size];

  consteval name(const char (&from)[Size]) {
    for (std::size_t i = 0; i < Size; ++i) {
      text[i] = from[i];
    }
  }
};

/// Looks the next definition up and keeps it in `found`. Where there is none
/// (an older C library) it is a function that fails with ENOSYS as the kernel
/// would. Never null.
void* find_next(const char* function, std::atomic<void*>& found) noexcept;

template <name Name>
inline constinit std::atomic<void*> found{nullptr};

/// The next `Name`, of function type `Fn`. One load and one branch once found.
template <name Name, class Fn>
[[gnu::always_inline]] inline Fn* next() noexcept {
  void* function = found<Name>.load(std::memory_order_relaxed);
  if (function == nullptr) [[unlikely]] {
    function = find_next(Name.text, found<Name>);
  }
  return reinterpret_cast<Fn*>(function);
}

}  // namespace looplab::trace::hooks
