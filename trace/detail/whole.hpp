// SPDX-License-Identifier: BSL-1.0
//
// Reading or writing a number of bytes of a file, all of them, however few of
// them the kernel moves at a time. It neither opens nor checks anything.
#pragma once

#include <sys/types.h>

#include <cerrno>
#include <cstddef>

namespace looplab::trace::detail {

/// `move(done, left)` is read(), write() or pread() of the next bytes. False at
/// the end of the file and for an error, which errno then tells.
template <class Move>
bool move_whole(std::size_t size, Move move) {
  for (std::size_t done = 0; done < size;) {
    const ssize_t n = move(done, size - done);
    if (n < 0 && errno == EINTR) {
      continue;
    }
    if (n <= 0) {
      return false;
    }
    done += static_cast<std::size_t>(n);
  }
  return true;
}

}  // namespace looplab::trace::detail
