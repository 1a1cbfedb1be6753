// SPDX-License-Identifier: BSL-1.0
//
// Three system calls that answer the same question, "which of these can be
// read?", in one shape, so that one loop can run on each of them. What differs
// is who keeps the list: select and poll are handed it at each call, epoll has
// it in the kernel.
#pragma once

#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace looplab::chapter {

class back_end {
 public:
  virtual ~back_end() = default;

  /// Tells of `fd` from now on. False when this call cannot hold it.
  virtual bool watch(int fd) = 0;

  /// The descriptors that can be read; sleeps up to `milliseconds` for one.
  virtual std::vector<int> wait(int milliseconds) = 0;

  /// Whoever was told of `fd` wants to be told again.
  virtual void again(int) {}
};

class select_back_end : public back_end {
 public:
  bool watch(int fd) override {
    if (fd >= FD_SETSIZE) {
      return false;  // FD_SET would write beside the set
    }
    FD_SET(fd, &watched_);
    last_ = std::max(last_, fd);
    return true;
  }

  std::vector<int> wait(int milliseconds) override {
    fd_set ready = watched_;  // the kernel overwrites what it is handed
    timeval limit{milliseconds / 1000, milliseconds % 1000 * 1000};
    auto* until = milliseconds < 0 ? nullptr : &limit;  // null: for ever
    int count = ::select(last_ + 1, &ready, nullptr, nullptr, until);
    std::vector<int> told;
    for (int fd = 0; fd <= last_ && count > 0; ++fd) {
      if (FD_ISSET(fd, &ready)) {
        told.push_back(fd);
      }
    }
    return told;
  }

 private:
  fd_set watched_{};
  int last_ = -1;
};

class poll_back_end : public back_end {
 public:
  bool watch(int fd) override {
    watched_.push_back({fd, POLLIN, 0});
    return true;
  }

  std::vector<int> wait(int milliseconds) override {
    ::poll(watched_.data(), watched_.size(), milliseconds);
    std::vector<int> told;
    for (const pollfd& each : watched_) {
      if (each.revents != 0) {
        told.push_back(each.fd);
      }
    }
    return told;
  }

 private:
  std::vector<pollfd> watched_;
};

class epoll_back_end : public back_end {
 public:
  /// `mode` is 0 (level-triggered), EPOLLET, EPOLLONESHOT or EPOLLEXCLUSIVE.
  explicit epoll_back_end(std::uint32_t mode) : mode_(mode) {}

  ~epoll_back_end() override { ::close(epoll_); }

  bool watch(int fd) override { return control(EPOLL_CTL_ADD, fd); }

  std::vector<int> wait(int milliseconds) override {
    epoll_event ready[64];
    int count = ::epoll_wait(epoll_, ready, 64, milliseconds);
    std::vector<int> told;
    for (int i = 0; i < count; ++i) {
      told.push_back(ready[i].data.fd);
    }
    return told;
  }

  void again(int fd) override {
    if (mode_ == EPOLLONESHOT) {
      control(EPOLL_CTL_MOD, fd);
    }
  }

 private:
  bool control(int action, int fd) {
    epoll_event interest{EPOLLIN | mode_, {}};
    interest.data.fd = fd;
    return ::epoll_ctl(epoll_, action, fd, &interest) == 0;
  }

  std::uint32_t mode_;
  int epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
};

}  // namespace looplab::chapter
