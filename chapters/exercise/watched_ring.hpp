// SPDX-License-Identifier: BSL-1.0
//
// A ring whose requests pass through the test's hands on their way to the
// kernel. It knows whose memory the kernel has, and the test may make a request
// shorter, slow or wrong. What is quick is done when a wait returns, in the
// order in which it was begun, so that every run is the same. It refuses to
// know what the requests are for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include <liburing.h>

namespace looplab::exercise {

/// One request of the student's code, as it was before the test changed it.
struct ring_request {
  std::uint8_t what = 0;  ///< IORING_OP_READ or the like
  std::uintptr_t memory = 0;
  std::size_t size = 0;
  std::uint64_t at = 0;  ///< the place in the file
  std::uint64_t word = 0;
  std::uint32_t op = 0;     ///< its id in the recording
  bool slow = false;        ///< not done until only_slow() was called
  bool done = false;        ///< its completion is in the second queue
  std::uint32_t place = 0;  ///< there
  bool taken = false;       ///< and has been read by the student's code
};

/// The student's code was ready to sleep.
struct ring_wait {
  std::size_t begun;      ///< requests until then
  std::size_t under_way;  ///< of them, those that were not taken yet
};

/// One at a time. Not thread-safe.
class watched_ring {
 public:
  enum class fate { quick, slow };

  /// cannot_try() where the kernel refuses io_uring.
  watched_ring();
  ~watched_ring();
  watched_ring(const watched_ring&) = delete;
  watched_ring& operator=(const watched_ring&) = delete;

  io_uring& get() { return ring_; }

  /// Sees each request on its way, numbered from 0, and may change it.
  std::function<fate(io_uring_sqe&, std::size_t number)> on_its_way;
  /// The student's code sleeps, and nothing but slow requests could wake it:
  /// they must be done soon when this returns.
  std::function<void()> only_slow;

  const std::vector<ring_request>& requests() const { return requests_; }

  const std::vector<ring_wait>& waits() const { return waits_; }

  /// Calls that handed something over.
  std::size_t calls() const { return calls_; }

  /// Two requests under way had memory in common.
  bool shared() const { return shared_; }

  /// It asked a thousand times in a row whether something was done.
  bool spun() const { return spun_; }

  /// Requests that were not taken yet.
  std::size_t under_way();

  /// The one whose ring this is, or null.
  static watched_ring* of(const io_uring* ring);

  // The functions of liburing come here, with the line that called them.
  int hand_over(const void* caller);
  int wait(std::size_t wanted, const void* caller);
  int look(io_uring_cqe** first, const void* caller);

 private:
  void note(io_uring_sqe& entry, const void* caller);
  void aim_cancel(io_uring_sqe& entry);
  void note_taken();
  std::size_t pending(bool slow) const;
  void sleep(std::size_t wanted, const void* caller);
  void let_kernel_work(const void* caller);
  void sort_done(const void* caller);

  io_uring ring_{};
  std::vector<ring_request> requests_;
  std::vector<ring_wait> waits_;
  std::size_t calls_ = 0;
  bool shared_ = false;
  bool spun_ = false;
  unsigned seen_ = 0;    // entries of the first queue, counted as it does
  unsigned sorted_ = 0;  // entries of the second queue
  int looks_ = 0;        // in a row, for nothing
};

}  // namespace looplab::exercise
