// SPDX-License-Identifier: BSL-1.0
//
// Descriptors copied and closed. An end is told before the kernel is asked,
// because another thread may be given the same number at once.
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <climits>

#include "trace/hooks/posix/descriptors.hpp"
#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/watching.hpp"

namespace looplab::trace::hooks {

namespace {

// The recorder's own descriptor is none of the program's.
bool is_ours(int fd) {
  return fd >= 0 && fd == detail::trace_descriptor() &&
         !detail::must_be_silent();
}

// A program that closes every number there might be must not make us look at
// a million of them.
constexpr unsigned most_told = 1024;

void closing_range(unsigned first, unsigned last, const void* caller) {
  const unsigned end = std::min<unsigned>(last, INT_MAX);
  for (unsigned fd = first; fd <= end && fd - first < most_told; ++fd) {
    if (is_open(static_cast<int>(fd)) && !is_ours(static_cast<int>(fd))) {
      closing(static_cast<int>(fd), caller);
    }
  }
  forget(first, last);
}

using range_function = int(unsigned, unsigned, int);

// Closes what is below and above our own descriptor.
int close_around(unsigned ours, unsigned first, unsigned last, int flags) {
  const auto real = next<"close_range", range_function>();
  const int below = first < ours ? real(first, ours - 1, flags) : 0;
  const int above = ours < last ? real(ours + 1, last, flags) : 0;
  return below != 0 ? below : above;
}

bool holds_ours(unsigned first, unsigned last) {
  const int ours = detail::trace_descriptor();
  return is_ours(ours) && static_cast<unsigned>(ours) >= first &&
         static_cast<unsigned>(ours) <= last;
}

}  // namespace

extern "C" {

int close(int fd) {
  if (is_ours(fd)) [[unlikely]] {
    errno = EBADF;
    return -1;
  }
  closing(fd, caller());
  return next<"close", int(int)>()(fd);
}

int close_range(unsigned first, unsigned last, int flags) noexcept {
  constexpr int close_on_exec = 4;  // CLOSE_RANGE_CLOEXEC closes nothing yet
  if (watching() && (flags & close_on_exec) == 0) {
    closing_range(first, last, caller());
  }
  if (holds_ours(first, last)) {
    const auto ours = static_cast<unsigned>(detail::trace_descriptor());
    return close_around(ours, first, last, flags);
  }
  return next<"close_range", range_function>()(first, last, flags);
}

void closefrom(int first) noexcept {
  const unsigned from = first < 0 ? 0 : static_cast<unsigned>(first);
  if (watching()) {
    closing_range(from, ~0u, caller());
  }
  if (holds_ours(from, ~0u)) {
    const auto ours = static_cast<unsigned>(detail::trace_descriptor());
    if (close_around(ours, from, ~0u, 0) == 0) {
      return;
    }
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
