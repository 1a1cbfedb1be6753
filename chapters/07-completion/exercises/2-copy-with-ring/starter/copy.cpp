// SPDX-License-Identifier: BSL-1.0
//
// Exercise 07.2. This version has one request under way.
#include <algorithm>
#include <cstddef>

#include <liburing.h>

constexpr std::size_t PIECE = 4096;

// Sleeps until what was begun is done. What the call would have returned, or
// a negative error number.
static int wait_for_one(io_uring& ring) {
  io_uring_submit_and_wait(&ring, 1);
  io_uring_cqe* done = nullptr;
  io_uring_wait_cqe(&ring, &done);
  const int result = done->res;
  io_uring_cqe_seen(&ring, done);
  return result;
}

// False when something failed.
bool copy(io_uring& ring, int from, int to, std::size_t size) {
  char bytes[PIECE];
  for (std::size_t at = 0; at < size; at += PIECE) {
    const auto count = static_cast<unsigned>(std::min(PIECE, size - at));
    io_uring_prep_read(io_uring_get_sqe(&ring), from, bytes, count, at);
    if (wait_for_one(ring) < 0) {
      return false;
    }
    io_uring_prep_write(io_uring_get_sqe(&ring), to, bytes, count, at);
    if (wait_for_one(ring) < 0) {
      return false;
    }
  }
  return true;
}
