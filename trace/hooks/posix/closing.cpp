// SPDX-License-Identifier: BSL-1.0
//
// Descriptors copied and closed. An end is told before the kernel is asked,
// because another thread may be given the same number at once.
#include <fcntl.h>
#include <unistd.h>

#include "trace/hooks/posix/descriptors.hpp"
#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/watching.hpp"

namespace looplab::trace::hooks {

namespace {

// A program that closes every number there might be must not make us look at
// a million of them.
constexpr unsigned most_told = 1024;

void closing_range(unsigned first, unsigned last, const void* caller) {
  for (unsigned fd = first; fd <= last && fd - first < most_told; ++fd) {
    if (is_open(static_cast<int>(fd))) {
      closing(static_cast<int>(fd), caller);
    }
  }
  forget(first, last);
}

}  // namespace

extern "C" {

int close(int fd) {
  closing(fd, caller());
  return next<"close", int(int)>()(fd);
}

int close_range(unsigned first, unsigned last, int flags) noexcept {
  constexpr int close_on_exec = 4;  // CLOSE_RANGE_CLOEXEC closes nothing yet
  if (watching() && (flags & close_on_exec) == 0) {
    closing_range(first, last, caller());
  }
  return next<"close_range", int(unsigned, unsigned, int)>()(first, last,
                                                             flags);
}

void closefrom(int first) noexcept {
  if (watching() && first >= 0) {
    closing_range(static_cast<unsigned>(first), ~0u, caller());
  }
  next<"closefrom", void(int)>()(first);
}

int dup(int fd) noexcept {
  const int made = next<"dup", int(int)>()(fd);
  copied(fd, made, caller());
  return made;
}

int dup2(int fd, int to) noexcept {
  replacing(fd, to, caller());
  const int made = next<"dup2", int(int, int)>()(fd, to);
  if (fd != to) {
    copied(fd, made, caller());
  }
  return made;
}

int dup3(int fd, int to, int flags) noexcept {
  replacing(fd, to, caller());
  const int made = next<"dup3", int(int, int, int)>()(fd, to, flags);
  copied(fd, made, caller());
  return made;
}

}  // extern "C"

}  // namespace looplab::trace::hooks
