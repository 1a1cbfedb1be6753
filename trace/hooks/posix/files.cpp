// SPDX-License-Identifier: BSL-1.0
//
// Files opened, by each of the names that the C library has for it.
#include <fcntl.h>

#include <cstdarg>

#include "trace/hooks/posix/descriptors.hpp"
#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/watching.hpp"

namespace looplab::trace::hooks {

namespace {

// open() takes a third argument only where it may make a file. O_TMPFILE has
// the bit of O_DIRECTORY in it, which alone makes none.
mode_t mode_in(int flags, std::va_list arguments) {
  const bool makes = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return makes ? va_arg(arguments, mode_t) : 0;
}

template <name Name>
[[gnu::always_inline]] inline int open_by(const char* path, int flags,
                                          mode_t mode) {
  const int made = next<Name, int(const char*, int, ...)>()(path, flags, mode);
  opened(made, descriptor_kind::file, flags, caller());
  return made;
}

template <name Name>
[[gnu::always_inline]] inline int open_at_by(int directory, const char* path,
                                             int flags, mode_t mode) {
  const int made = next<Name, int(int, const char*, int, ...)>()(
      directory, path, flags, mode);
  opened(made, descriptor_kind::file, flags, caller());
  return made;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_in(flags, arguments);
  va_end(arguments);
  return open_by<"open">(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_in(flags, arguments);
  va_end(arguments);
  return open_by<"open64">(path, flags, mode);
}

int openat(int directory, const char* path, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_in(flags, arguments);
  va_end(arguments);
  return open_at_by<"openat">(directory, path, flags, mode);
}

int openat64(int directory, const char* path, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_in(flags, arguments);
  va_end(arguments);
  return open_at_by<"openat64">(directory, path, flags, mode);
}

int creat(const char* path, mode_t mode) {
  const int made = next<"creat", int(const char*, mode_t)>()(path, mode);
  opened(made, descriptor_kind::file, 0, caller());
  return made;
}

int creat64(const char* path, mode_t mode) {
  const int made = next<"creat64", int(const char*, mode_t)>()(path, mode);
  opened(made, descriptor_kind::file, 0, caller());
  return made;
}

int __open_2(const char* path, int flags) {
  const int made = next<"__open_2", int(const char*, int)>()(path, flags);
  opened(made, descriptor_kind::file, flags, caller());
  return made;
}

int __open64_2(const char* path, int flags) {
  const int made = next<"__open64_2", int(const char*, int)>()(path, flags);
  opened(made, descriptor_kind::file, flags, caller());
  return made;
}

int __openat_2(int directory, const char* path, int flags) {
  const int made =
      next<"__openat_2", int(int, const char*, int)>()(directory, path, flags);
  opened(made, descriptor_kind::file, flags, caller());
  return made;
}

int __openat64_2(int directory, const char* path, int flags) {
  const int made = next<"__openat64_2", int(int, const char*, int)>()(
      directory, path, flags);
  opened(made, descriptor_kind::file, flags, caller());
  return made;
}

}  // extern "C"

}  // namespace looplab::trace::hooks
