// SPDX-License-Identifier: BSL-1.0
//
// fcntl and ioctl: what changes whether a descriptor makes its caller wait,
// what copies one, and the one command that waits itself (a file lock).
#include <fcntl.h>
#include <sys/ioctl.h>

#include <cstdarg>

#include "trace/hooks/posix/descriptors.hpp"
#include "trace/hooks/posix/next.hpp"
#include "trace/hooks/posix/waits.hpp"

namespace looplab::trace::hooks {

namespace {

using control = int(int, int, ...);

void tell_flags(int fd, int flags, const void* from) {
  learn_flags(fd, flags);
  if (watching()) {
    const kept_errno kept;
    emit(event_kind::act, static_cast<std::uint8_t>(verb::flags),
         location_of(from), descriptor_id(fd), 0, 0, flags);
  }
}

int wait_for_file_lock(control* real, int fd, int command, void* argument,
                       const void* from) {
  const wait w =
      begin_wait(wait_why::lock, descriptor_id(fd), location_of(from));
  const int result = real(fd, command, argument);
  end_wait(w);
  return result;
}

int control_by(control* real, int fd, int command, void* argument,
               const void* from) {
  if ((command == F_SETLKW || command == F_OFD_SETLKW) && watching()) {
    return wait_for_file_lock(real, fd, command, argument, from);
  }
  const int result = real(fd, command, argument);
  if (result < 0) {
    return result;
  }
  if (command == F_SETFL) {
    tell_flags(fd, static_cast<int>(reinterpret_cast<long>(argument)), from);
  } else if (command == F_DUPFD || command == F_DUPFD_CLOEXEC) {
    copied(fd, result, from);
  }
  return result;
}

}  // namespace

extern "C" {

int fcntl(int fd, int command, ...) {
  std::va_list arguments;
  va_start(arguments, command);
  void* const argument = va_arg(arguments, void*);
  va_end(arguments);
  return control_by(next<"fcntl", control>(), fd, command, argument, caller());
}

int fcntl64(int fd, int command, ...) {
  std::va_list arguments;
  va_start(arguments, command);
  void* const argument = va_arg(arguments, void*);
  va_end(arguments);
  return control_by(next<"fcntl64", control>(), fd, command, argument,
                    caller());
}

int ioctl(int fd, unsigned long request, ...) noexcept {
  std::va_list arguments;
  va_start(arguments, request);
  void* const argument = va_arg(arguments, void*);
  va_end(arguments);
  const auto real = next<"ioctl", int(int, unsigned long, ...)>();
  const int result = real(fd, request, argument);
  if (request == FIONBIO && result == 0) {
    const bool set = *static_cast<const int*>(argument) != 0;
    tell_flags(fd, set ? O_NONBLOCK : 0, caller());
  }
  return result;
}

}  // extern "C"

}  // namespace looplab::trace::hooks
