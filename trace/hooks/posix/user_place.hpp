// SPDX-License-Identifier: BSL-1.0
//
// The place in the program of a call that usually comes through a library:
// std::thread calls pthread_create from libstdc++, and that is not the line a
// student looks for. It costs about a microsecond, so only calls that are rare
// or wait anyway ask for it.
#pragma once

#include "trace/recorder.hpp"

namespace looplab::trace::hooks {

/// A call as the program's author sees it.
struct user_call {
  location where;
  bool in_executable;  ///< in the program itself, not in a library
};

/// `caller` if it is in the program itself; else the first frame up the stack
/// that is in none of the C and C++ libraries, sanitizer runtimes and hooks.
/// Async-signal-safe: it takes no lock and allocates nothing.
user_call user_call_from(const void* caller) noexcept;

inline location user_place(const void* caller) noexcept {
  return user_call_from(caller).where;
}

}  // namespace looplab::trace::hooks
