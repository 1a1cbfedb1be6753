// SPDX-License-Identifier: BSL-1.0
//
// Mutant: lets the kernel copy in one call, and sleeps as long as that takes.
// fails: eight
#include <sys/sendfile.h>

#include <cstddef>

#include <liburing.h>

bool copy(io_uring&, int from, int to, std::size_t size) {
  off_t at = 0;
  return ::sendfile(to, from, &at, size) == static_cast<ssize_t>(size);
}
