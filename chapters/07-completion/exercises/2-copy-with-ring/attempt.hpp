// SPDX-License-Identifier: BSL-1.0
//
// One copy of a file on a ring, made by the student's code, and what was seen
// of it. One of its requests may be slow.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/memory_file.hpp"
#include "chapters/exercise/watched_ring.hpp"
#include "trace/detail/inside.hpp"

bool copy(io_uring& ring, int from, int to, std::size_t size);

namespace looplab::exercise {

constexpr std::size_t PIECE = 4096;
constexpr std::size_t SIZE = 40 * PIECE + 123;

using fate = watched_ring::fate;

// One copy, and what the ring has seen of it.
struct attempt {
  attempt() = default;
  attempt(const attempt&) = delete;
  attempt& operator=(const attempt&) = delete;

  ~attempt() {
    const trace::detail::inside silent;
    ::close(slow_ends[0]);
    ::close(slow_ends[1]);
  }

  void run() {
    result = copy(ring.get(), from.fd(), to.fd(), SIZE);
    seen = deeds();
    left = ring.under_way();
  }

  // This request reads from a pipe, into which nothing is written as long as
  // anything else is under way.
  fate make_slow(io_uring_sqe& entry) {
    const trace::detail::inside silent;
    (void)!::pipe(slow_ends);
    entry.fd = slow_ends[0];
    ring.only_slow = [this, at = entry.off, size = entry.len] {
      const auto part = from.read(size, at);
      const trace::detail::inside silent_too;
      begun_before = begun();
      (void)!::write(slow_ends[1], part.data(), part.size());
    };
    entry.off = ~0ULL;  // a pipe has no places
    return fate::slow;
  }

  // How much of the file was asked for, by the first so many requests.
  std::size_t begun(std::size_t requests = ~std::size_t{0}) const {
    std::size_t out = 0;
    for (const auto& one : ring.requests()) {
      if (requests-- == 0) {
        break;
      }
      if (one.what == IORING_OP_READ) {
        out = std::max(out, one.at + one.size);
      }
    }
    return out;
  }

  memory_file from{"from", SIZE};
  memory_file to{"to", 0};
  watched_ring ring;
  int slow_ends[2] = {-1, -1};
  std::size_t begun_before = 0;  // the slow one was done
  bool result = false;
  std::vector<deed> seen;
  std::size_t left = 0;
};

}  // namespace looplab::exercise
