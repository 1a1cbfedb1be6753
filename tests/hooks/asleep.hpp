// SPDX-License-Identifier: BSL-1.0
//
// Waits until a thread of this process sleeps in the kernel. It asks by system
// calls, so that the hooks, which pass those on, tell nothing of it.
#pragma once

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstring>

namespace looplab::test {

inline int thread_number() {
  return static_cast<int>(syscall(SYS_gettid));
}

inline char state_of_thread(int number) {
  char path[64];
  char text[256] = {};
  std::snprintf(path, sizeof path, "/proc/self/task/%d/stat", number);
  const long fd = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY);
  syscall(SYS_read, fd, text, sizeof text - 1);
  syscall(SYS_close, fd);
  const char* const after_name = std::strrchr(text, ')');
  return after_name == nullptr ? '?' : after_name[2];
}

/// Gives up after ten seconds, when the test will fail for what did not happen.
inline void wait_until_asleep(int number) {
  const auto until =
      std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (state_of_thread(number) != 'S' &&
         std::chrono::steady_clock::now() < until) {
  }
}

}  // namespace looplab::test
