// SPDX-License-Identifier: BSL-1.0
//
// A file descriptor that is closed once. Refuses to be copied.
#pragma once

#include <unistd.h>

#include <utility>

namespace looplab::target {

class descriptor {
 public:
  descriptor() = default;

  explicit descriptor(int fd) : fd_(fd) {}

  descriptor(descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

  descriptor& operator=(descriptor&& other) noexcept {
    if (this != &other) {
      close();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }

  ~descriptor() { close(); }

  int get() const { return fd_; }

  explicit operator bool() const { return fd_ >= 0; }

  void close() {
    if (fd_ >= 0) {
      ::close(std::exchange(fd_, -1));
    }
  }

 private:
  int fd_ = -1;
};

}  // namespace looplab::target
