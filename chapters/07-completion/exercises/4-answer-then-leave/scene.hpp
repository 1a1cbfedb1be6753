// SPDX-License-Identifier: BSL-1.0
//
// What 07.4 takes place on: a real ring, three operations and two buffers. What
// the student has not waited for counts as the kernel's, even if it is done by
// chance.
#pragma once

#include <array>
#include <cstring>
#include <string>

#include <liburing.h>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/tell_ring.hpp"
#include "trace/name.hpp"

enum operation { SEND, RECEIVE, CANCEL };

namespace looplab::exercise {

constexpr std::array<ring_operation, 3> OPERATIONS{
    {{"send", trace::verb::send},
     {"receive", trace::verb::receive},
     {"cancel", trace::verb::cancel}}};

struct operation_state {
  trace::id id = 0;
  bool begun = false;
  bool done = false;    // its completion has come,
  bool waited = false;  // and the student's code was told of it
};

struct buffer_state {
  const char* name;
  char memory[100] = {};
  bool taken = false;
  int given_back = 0;
};

class scene {
 public:
  scene() {
    const int error = io_uring_queue_init(8, &ring_, 0);
    if (error < 0) {
      cannot_try("this kernel refuses io_uring (" +
                 std::string(std::strerror(-error)) + ")");
    }
    trace::name(ring_.ring_fd, "ring");
  }

  ~scene() { io_uring_queue_exit(&ring_); }

  scene(const scene&) = delete;
  scene& operator=(const scene&) = delete;

  // Written down, and handed over with the next wait.
  template <class Prepare>
  void begin(operation which, int fd, const void* caller, Prepare prepare) {
    auto* entry = io_uring_get_sqe(&ring_);
    prepare(entry);
    entry->user_data = which;
    op[which] = {};
    op[which].begun = true;
    op[which].id = tell_ring::begun(OPERATIONS[which], fd, 0, caller);
  }

  void wait_for(operation which, const void* caller) {
    const tell_ring story(ring_.ring_fd);
    while (!op[which].done) {
      story.sleeps(caller);
      io_uring_submit_and_wait(&ring_, 1);
      story.wakes(io_uring_cq_ready(&ring_), caller);
      take_what_is_done(caller);
    }
    op[which].waited = true;
  }

  std::array<operation_state, 3> op;
  std::array<buffer_state, 2> buffer{{{"answer"}, {"question"}}};

 private:
  void take_what_is_done(const void* caller) {
    unsigned head = 0;
    unsigned count = 0;
    io_uring_cqe* entry = nullptr;
    io_uring_for_each_cqe(&ring_, head, entry) {
      auto& what = op[entry->user_data];
      what.done = true;
      tell_ring::done(what.id, OPERATIONS[entry->user_data].what, entry->res,
                      caller);
      ++count;
    }
    io_uring_cq_advance(&ring_, count);
  }

  io_uring ring_{};
};

}  // namespace looplab::exercise
