// SPDX-License-Identifier: BSL-1.0
//
// What is only handed over is kept until the next wait. The word of a request
// is replaced by its number until it is done.
#include "chapters/exercise/watched_ring.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/ring_calls.hpp"
#include "chapters/exercise/tell_ring.hpp"
#include "trace/name.hpp"

namespace looplab::exercise {

namespace {

constexpr unsigned PLACES = 64;

watched_ring* watched = nullptr;

ring_operation operation_of(std::uint8_t what) {
  switch (what) {
    case IORING_OP_READ:
      return {"read", trace::verb::read};
    case IORING_OP_WRITE:
      return {"write", trace::verb::write};
    case IORING_OP_ASYNC_CANCEL:
      return {"cancel", trace::verb::cancel};
    default:
      return {"request", trace::verb::other};
  }
}

bool overlap(const ring_request& one, const ring_request& other) {
  return one.memory < other.memory + other.size &&
         other.memory < one.memory + one.size;
}

}  // namespace

watched_ring* watched_ring::of(const io_uring* ring) {
  return watched != nullptr && &watched->ring_ == ring ? watched : nullptr;
}

watched_ring::watched_ring() {
  const int error = io_uring_queue_init(PLACES, &ring_, 0);
  if (error < 0) {
    cannot_try("this kernel refuses io_uring (" +
               std::string(std::strerror(-error)) + ")");
  }
  trace::name(ring_.ring_fd, "ring");
  watched = this;
}

watched_ring::~watched_ring() {
  watched = nullptr;
  io_uring_queue_exit(&ring_);
}

std::size_t watched_ring::under_way() {
  note_taken();
  return static_cast<std::size_t>(
      std::ranges::count(requests_, false, &ring_request::taken));
}

// The student's code has read what stands before the head.
void watched_ring::note_taken() {
  const unsigned head = *ring_.cq.khead;
  for (ring_request& one : requests_) {
    one.taken = one.done && static_cast<int>(head - one.place) > 0;
  }
}

int watched_ring::hand_over(const void* caller) {
  note_taken();
  int count = 0;
  for (; seen_ != ring_.sq.sqe_tail; ++seen_, ++count) {
    note(ring_.sq.sqes[seen_ & (PLACES - 1)], caller);
  }
  calls_ += count > 0 ? 1 : 0;
  return count;
}

void watched_ring::note(io_uring_sqe& entry, const void* caller) {
  ring_request made;
  made.what = entry.opcode;
  made.word = entry.user_data;
  if (made.what == IORING_OP_READ || made.what == IORING_OP_WRITE) {
    made.memory = entry.addr;
    made.size = entry.len;
    made.at = entry.off;
  }
  shared_ = shared_ || std::ranges::any_of(requests_, [&](const auto& other) {
              return !other.done && overlap(made, other);
            });
  made.op =
      tell_ring::begun(operation_of(made.what), entry.fd, made.size, caller);
  if (made.what == IORING_OP_ASYNC_CANCEL) {
    aim_cancel(entry);
  } else if (on_its_way) {
    made.slow = on_its_way(entry, requests_.size()) == fate::slow;
  }
  entry.user_data = requests_.size();
  requests_.push_back(made);
}

// The kernel knows requests by their numbers, not by the student's words. What
// is cancelled is soon done.
void watched_ring::aim_cancel(io_uring_sqe& entry) {
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    ring_request& one = requests_[i];
    if (!one.done && one.word == entry.addr) {
      entry.addr = i;
      one.slow = false;
      return;
    }
  }
}

int watched_ring::wait(std::size_t wanted, const void* caller) {
  const int count = hand_over(caller);
  looks_ = 0;
  waits_.push_back({requests_.size(), under_way()});
  expect(waits_.back().under_way >= wanted,
         "it waits for " + std::to_string(wanted) + " completions, and " +
             std::to_string(waits_.back().under_way) +
             " requests are under way");
  const tell_ring story(ring_.ring_fd);
  story.sleeps(caller);
  sleep(wanted, caller);
  story.wakes(io_uring_cq_ready(&ring_), caller);
  return count;
}

// Requests that the kernel has.
std::size_t watched_ring::pending(bool slow) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(requests_, [slow](const ring_request& one) {
        return !one.done && one.slow == slow;
      }));
}

void watched_ring::sleep(std::size_t wanted, const void* caller) {
  let_kernel_work(caller);
  if (sorted_ - *ring_.cq.khead < wanted && pending(true) > 0 && only_slow) {
    only_slow();
    for (ring_request& one : requests_) {
      one.slow = false;
    }
    let_kernel_work(caller);
  }
}

// Until all is done that is quick. The kernel counts what is there already.
void watched_ring::let_kernel_work(const void* caller) {
  const auto all =
      static_cast<unsigned>(sorted_ - *ring_.cq.khead + pending(false));
  do {
    enter_kernel(ring_, all);
  } while (io_uring_cq_ready(&ring_) < all);
  sort_done(caller);
}

void watched_ring::sort_done(const void* caller) {
  const unsigned end = *ring_.cq.khead + io_uring_cq_ready(&ring_);
  std::vector<io_uring_cqe> fresh;
  const auto at = [this](unsigned place) -> io_uring_cqe& {
    return ring_.cq.cqes[place & (2 * PLACES - 1)];
  };
  for (unsigned place = sorted_; place != end; ++place) {
    fresh.emplace_back();
    std::memcpy(&fresh.back(), &at(place), sizeof(io_uring_cqe));
  }
  std::ranges::sort(fresh, {}, &io_uring_cqe::user_data);
  for (io_uring_cqe& one : fresh) {
    ring_request& whose = requests_[one.user_data];
    whose.done = true;
    whose.place = sorted_;
    one.user_data = whose.word;
    std::memcpy(&at(sorted_++), &one, sizeof one);
    tell_ring::done(whose.op, operation_of(whose.what).what, one.res, caller);
  }
}

// Nothing comes while it only looks; who looks on and on has it come at last.
int watched_ring::look(io_uring_cqe** first, const void* caller) {
  if (++looks_ == 1000) {
    spun_ = true;
    looks_ = 0;
    sleep(1, caller);
  }
  __io_uring_peek_cqe(&ring_, first, nullptr);
  return *first == nullptr ? -EAGAIN : 0;
}

}  // namespace looplab::exercise
