// SPDX-License-Identifier: BSL-1.0
//
// Mutant: returns as soon as a request has failed.
// fails: takes-all
#include <algorithm>
#include <cstddef>

#include <liburing.h>

constexpr std::size_t PIECE = 4096;

struct part {
  char bytes[PIECE];
  std::size_t at;
  std::size_t size;
  std::size_t done;  // of its size, read or written
  bool writing;
};

class copier {
 public:
  copier(io_uring& ring, int from, int to, std::size_t size)
      : ring_(ring), from_(from), to_(to), size_(size) {}

  bool run() {
    for (part& one : parts_) {
      begin_next(one);
    }
    while (under_way_ > 0) {
      io_uring_submit_and_wait(&ring_, 1);
      unsigned head = 0;
      unsigned count = 0;
      io_uring_cqe* done = nullptr;
      io_uring_for_each_cqe(&ring_, head, done) {
        take(*static_cast<part*>(io_uring_cqe_get_data(done)), done->res);
        ++count;
      }
      io_uring_cq_advance(&ring_, count);
      if (failed_) {
        break;
      }
    }
    return !failed_;
  }

 private:
  void begin_next(part& one) {
    if (next_ < size_) {
      one.at = next_;
      one.size = std::min(PIECE, size_ - next_);
      one.done = 0;
      one.writing = false;
      next_ += one.size;
      begin(one);
    }
  }

  // What is left of it.
  void begin(part& one) {
    auto* entry = io_uring_get_sqe(&ring_);
    char* bytes = one.bytes + one.done;
    const auto left = static_cast<unsigned>(one.size - one.done);
    if (one.writing) {
      io_uring_prep_write(entry, to_, bytes, left, one.at + one.done);
    } else {
      io_uring_prep_read(entry, from_, bytes, left, one.at + one.done);
    }
    io_uring_sqe_set_data(entry, &one);
    ++under_way_;
  }

  void take(part& one, int result) {
    --under_way_;
    failed_ = failed_ || result <= 0;
    if (failed_) {
      return;  // nothing more is begun
    }
    one.done += static_cast<std::size_t>(result);
    if (one.done < one.size) {
      begin(one);
    } else if (one.writing) {
      begin_next(one);
    } else {
      one.writing = true;
      one.done = 0;
      begin(one);
    }
  }

  io_uring& ring_;
  int from_;
  int to_;
  std::size_t size_;
  std::size_t next_ = 0;  // where what was not begun begins
  int under_way_ = 0;
  bool failed_ = false;
  part parts_[8];
};

// False when something failed.
bool copy(io_uring& ring, int from, int to, std::size_t size) {
  return copier(ring, from, to, size).run();
}
