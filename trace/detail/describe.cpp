// SPDX-License-Identifier: BSL-1.0
//
// What a trace file's header says of the process that writes it: enough to
// tell it from another one with the same number. It reads /proc and the
// clocks, once.
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "trace/detail/clock.hpp"
#include "trace/detail/session.hpp"

namespace looplab::trace::detail {

namespace {

std::uint64_t start_time_of_self() noexcept {
  char text[1024] = {};
  const int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
  const ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);
  if (fd >= 0) {
    close(fd);
  }
  // The second field may hold spaces and brackets, so count from its end.
  const char* at = n > 0 ? std::strrchr(text, ')') : nullptr;
  for (int field = 2; at != nullptr && field < 22; ++field) {
    at = std::strchr(at + 1, ' ');
  }
  return at != nullptr ? std::strtoull(at, nullptr, 10) : 0;
}

void read_line(const char* file, char* out, std::size_t size) noexcept {
  const int fd = open(file, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return;
  }
  const ssize_t n = read(fd, out, size - 1);
  close(fd);
  if (n > 0) {
    out[n] = '\0';
    out[std::strcspn(out, "\n")] = '\0';
  }
}

}  // namespace

void describe_process(layout::header& h) noexcept {
  h.pid = own.pid;
  h.uid = geteuid();
  h.pid_start = start_time_of_self();
  read_line("/proc/sys/kernel/random/boot_id", h.boot_id, sizeof h.boot_id);
  read_line("/proc/self/comm", h.comm, sizeof h.comm);
  const clock_pair now = read_both(own.wishes.tsc);
  h.ticks0 = now.ticks;
  h.ns0 = now.ns;
  h.wall0_ns = nanoseconds(CLOCK_REALTIME);
  h.ticks1.store(now.ticks);
  h.ns1.store(now.ns);
  h.strings_used.store(4);    // offset 0 means "no text"
  h.locations_used.store(1);  // index 0 means "not known"
  h.next_id.store(1);
  h.recording.store(own.wishes.record == wish::on ? 1 : 0);
}

}  // namespace looplab::trace::detail
