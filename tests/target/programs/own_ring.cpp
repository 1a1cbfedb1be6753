// SPDX-License-Identifier: BSL-1.0
//
// Makes a ring of io_uring with a system call of its own, as runtimes do that
// do without liburing, and waits to be ended.
#include <linux/io_uring.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

int main() {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  io_uring_params wanted{};
  const bool made = syscall(SYS_io_uring_setup, 4, &wanted) >= 0;
  std::puts(made ? "a ring is there" : "the kernel refuses io_uring");
  std::fflush(stdout);
  pause();
}
