// SPDX-License-Identifier: BSL-1.0
//
// The two queues in memory that is shared with the kernel: what is to be done,
// and what is done. They are set up as well as this kernel can, and what it
// does not know is done without. It refuses to say what is to be done.
#pragma once

#include <algorithm>
#include <cstring>
#include <string>

#include "chapters/07-completion/buffers.hpp"
#include "chapters/common/clock.hpp"
#include "chapters/common/run_server.hpp"

namespace looplab::chapter {

/// Not thread-safe.
class queues {
 public:
  /// `plain`: as if the kernel were Linux 5.6.
  explicit queues(bool plain) {
    if (int error = set_up(plain); error < 0) {
      throw common::missing_error(
          "this kernel refuses io_uring (" +
          std::string(std::strerror(-error)) +
          "): see the sysctl kernel.io_uring_disabled, or leave the container");
    }
    if (!plain) {
      io_uring_register_ring_fd(&ring_);
      buffers_.provide(ring_);
      look_what_it_knows();
    }
  }

  ~queues() { io_uring_queue_exit(&ring_); }

  queues(const queues&) = delete;
  queues& operator=(const queues&) = delete;

  io_uring* get() { return &ring_; }

  chapter::buffers& buffers() { return buffers_; }

  /// Whether one accept, or one receive, goes on until it is cancelled.
  bool accepts_many() const { return accepts_many_; }

  bool receives_many() const { return receives_many_; }

  /// A place in the first queue; `word` comes back in the second. When all are
  /// taken, what they hold is handed over first.
  io_uring_sqe* place(void* word) {
    io_uring_sqe* entry = nullptr;
    while ((entry = io_uring_get_sqe(&ring_)) == nullptr) {
      io_uring_submit(&ring_);
    }
    io_uring_sqe_set_data(entry, word);
    return entry;
  }

  // [wait]
  /// Hands the first queue over, and sleeps until there is something in the
  /// second or the deadline has come. Returns how much there is.
  unsigned submit_and_wait(common::time_point deadline,
                           common::time_point now) {
    using namespace std::chrono;
    auto left = std::max<nanoseconds>(deadline - now, nanoseconds(0));
    auto whole = floor<seconds>(left);
    __kernel_timespec limit{whole.count(), (left - whole).count()};
    auto* until = deadline == common::NEVER ? nullptr : &limit;
    io_uring_cqe* first = nullptr;
#if defined(__SANITIZE_THREAD__)
    // It puts a signal's handler off until a call that it knows, and liburing
    // comes back for a signal only if it had nothing to hand over.
    io_uring_submit(&ring_);
#endif
    io_uring_submit_and_wait_timeout(&ring_, &first, 1, until, nullptr);
    return io_uring_cq_ready(&ring_);
  }

  // [wait]

 private:
  // [flags]
  int set_up(bool plain) {
    // Only one thread submits, and it is told of what is done when it asks, not
    // while it computes.
    for (unsigned wish :
         {IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN,
          IORING_SETUP_COOP_TASKRUN, 0U}) {
      io_uring_params how{};
      how.flags = IORING_SETUP_CQSIZE | (plain ? 0 : wish);
      how.cq_entries = 4096;
      int error = io_uring_queue_init_params(512, &ring_, &how);
      if (error != -EINVAL) {
        return error;
      }
    }
    return -EINVAL;
  }

  // [flags]

  // Nothing says directly whether they go on. Both came to Linux together with
  // an operation that can be asked for.
  void look_what_it_knows() {
    if (auto* known = io_uring_get_probe_ring(&ring_)) {
      accepts_many_ = io_uring_opcode_supported(known, IORING_OP_SOCKET);
      receives_many_ =
          buffers_ && io_uring_opcode_supported(known, IORING_OP_SEND_ZC);
      io_uring_free_probe(known);
    }
  }

  chapter::buffers buffers_;
  io_uring ring_{};
  bool accepts_many_ = false;
  bool receives_many_ = false;
};

}  // namespace looplab::chapter
