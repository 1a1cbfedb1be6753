// SPDX-License-Identifier: BSL-1.0
//
// A file descriptor and the duty to close it. It refuses to be copied: two
// owners would close the number twice, and the second time it may already
// belong to another client.
#pragma once

#include <unistd.h>

#include <utility>

namespace looplab::common {

/// Owns one descriptor, or none (-1). Not thread-safe.
class descriptor {
 public:
  descriptor() = default;

  /// Takes ownership of `fd`; -1 is "none".
  explicit descriptor(int fd) noexcept : fd_(fd) {}

  descriptor(descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

  descriptor& operator=(descriptor&& other) noexcept {
    if (this != &other) {
      reset(std::exchange(other.fd_, -1));
    }
    return *this;
  }

  ~descriptor() { reset(); }

  int get() const noexcept { return fd_; }

  explicit operator bool() const noexcept { return fd_ >= 0; }

  /// Gives the descriptor away without closing it.
  int release() noexcept { return std::exchange(fd_, -1); }

  /// Closes what is owned and owns `fd` from now on.
  void reset(int fd = -1) noexcept {
    if (fd_ >= 0) {
      ::close(fd_);
    }
    fd_ = fd;
  }

 private:
  int fd_ = -1;
};

}  // namespace looplab::common
