// SPDX-License-Identifier: BSL-1.0
//
// What the experiments with io_uring share: a ring, or the end with one
// sentence and 3 where the kernel refuses.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <liburing.h>

namespace {

inline io_uring ring_or_exit(const char* program) {
  io_uring ring{};
  if (int error = io_uring_queue_init(64, &ring, 0); error < 0) {
    std::fprintf(stderr,
                 "%s: this kernel refuses io_uring (%s): see the sysctl "
                 "kernel.io_uring_disabled, or leave the container\n",
                 program, std::strerror(-error));
    std::exit(3);
  }
  return ring;
}

}  // namespace
