// SPDX-License-Identifier: BSL-1.0
//
// The traces A and B of 07.3: bytes that come from a client.
#pragma once

#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <string>
#include <utility>

#include <liburing.h>

#include "chapters/07-completion/exercises/3-who-copied/story.hpp"
#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"

namespace looplab::exercise {

// Five bytes come from a client.
class coming : public story {
 public:
  void look() override { came_ = std::string(buffer_) == "HELLO"; }

  bool was_copied() override { return came_; }

 protected:
  int unread() const {
    int count = 0;
    ::ioctl(client_.near(), FIONREAD, &count);
    return count;
  }

  far_end client_;
  char buffer_[6] = ".....";

 private:
  bool came_ = false;
};

class trace_a : public coming {
 public:
  trace_a() {
    lines_ = {[this] {
                epoll_event about{EPOLLIN, {.fd = client_.near()}};
                ::epoll_ctl(epoll_, EPOLL_CTL_ADD, client_.near(), &about);
              },
              [this] {
                ::recv(client_.near(), buffer_, 5, MSG_DONTWAIT);
                client_.send("HELLO");
              },
              [this] {
                epoll_event event;
                ::epoll_wait(epoll_, &event, 1, -1);
              },
              [this] { unread(); },
              [this] {
                ::recv(client_.near(), buffer_, 5, MSG_DONTWAIT);
              }};
  }

  ~trace_a() override { ::close(epoll_); }

 private:
  int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
};

class trace_b : public coming {
 public:
  trace_b() {
    lines_ = {[this] { set_up(); },
              [this] {
                io_uring_prep_recv(io_uring_get_sqe(&ring_), client_.near(),
                                   buffer_, 5, 0);
                io_uring_submit(&ring_);
                client_.send("HELLO");
              },
              [this] {
                io_uring_cqe* done = nullptr;
                io_uring_wait_cqe(&ring_, &done);
              },
              [this] { unread(); },
              [this] {
                leave();
              }};
  }

  ~trace_b() override { leave(); }

 private:
  void leave() {
    if (std::exchange(open_, false)) {
      io_uring_queue_exit(&ring_);
    }
  }

  // The kernel works for this ring when it is asked to, and at no other time.
  void set_up() {
    io_uring_params how{};
    how.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
    const int error = io_uring_queue_init_params(8, &ring_, &how);
    if (error < 0) {
      cannot_try("this kernel refuses the io_uring of trace B (" +
                 std::string(std::strerror(-error)) + ")");
    }
    open_ = true;
  }

  io_uring ring_{};
  bool open_ = false;
};

}  // namespace looplab::exercise
