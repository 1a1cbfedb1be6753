// SPDX-License-Identifier: BSL-1.0
//
// A program on liburing that has never heard of Looplab. Exits 3 where the
// kernel refuses io_uring.
#include <cerrno>

#include <liburing.h>

namespace {

io_uring ring{};

void begin_nothing() {
  io_uring_prep_nop(io_uring_get_sqe(&ring));
}

void take(unsigned count) {
  io_uring_cq_advance(&ring, count);
}

// As if it had not been called at all: the first that does not holds.
int failed_step() {
  io_uring_cqe* done = nullptr;
  __kernel_timespec moment{0, 1'000'000};
  if (io_uring_peek_cqe(&ring, &done) != -EAGAIN) {
    return 10;  // and it looked without waiting
  }
  begin_nothing();
  begin_nothing();
  if (io_uring_submit(&ring) != 2 || io_uring_cq_ready(&ring) != 2) {
    return 11;
  }
  if (io_uring_wait_cqe_nr(&ring, &done, 2) != 0) {
    return 12;
  }
  take(2);
  begin_nothing();
  if (io_uring_submit_and_wait(&ring, 1) != 1) {
    return 13;
  }
  take(1);
  begin_nothing();
  if (io_uring_submit_and_wait_timeout(&ring, &done, 1, &moment, nullptr) < 0) {
    return 14;
  }
  take(1);
  errno = 5;
  if (io_uring_wait_cqe_timeout(&ring, &done, &moment) != -ETIME ||
      errno != 5) {
    return 15;
  }
  return 0;
}

}  // namespace

int main() {
  if (io_uring_queue_init(8, &ring, 0) < 0) {
    return 3;
  }
  return failed_step();
}
