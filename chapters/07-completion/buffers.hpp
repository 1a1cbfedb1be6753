// SPDX-License-Identifier: BSL-1.0
//
// Buffers for all clients together. The kernel takes one when bytes have come,
// not before: a thousand clients who say nothing hold none. Linux 5.19 and
// later; before, there are none here.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>

#include <liburing.h>

namespace looplab::chapter {

/// Not thread-safe. Must outlive the ring that it was provided to.
class buffers {
 public:
  static constexpr unsigned SIZE = 4096;      ///< bytes of each
  static constexpr unsigned short GROUP = 0;  ///< the kernel's name for them

  buffers() = default;
  buffers(const buffers&) = delete;
  buffers& operator=(const buffers&) = delete;

  ~buffers() {
    if (memory_ != MAP_FAILED) {
      ::munmap(memory_, ALL);
    }
  }

  // [provide]
  /// Behind the buffers stands the list of those that are free: the kernel
  /// takes them from there, and gets them back, without a call.
  void provide(io_uring& ring) {
    memory_ = ::mmap(nullptr, ALL, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory_ == MAP_FAILED) {
      return;
    }
    io_uring_buf_reg about{};
    about.ring_addr = reinterpret_cast<std::uintptr_t>(at(COUNT));
    about.ring_entries = COUNT;
    about.bgid = GROUP;
    if (io_uring_register_buf_ring(&ring, &about, 0) != 0) {
      return;
    }
    free_ = reinterpret_cast<io_uring_buf_ring*>(at(COUNT));
    for (unsigned number = 0; number < COUNT; ++number) {
      give_back(number);
    }
  }

  // [provide]

  /// Whether the kernel has taken them.
  explicit operator bool() const { return free_ != nullptr; }

  char* at(unsigned number) const {
    return static_cast<char*>(memory_) + number * SIZE;
  }

  /// The kernel may fill it again.
  void give_back(unsigned number) {
    io_uring_buf_ring_add(free_, at(number), SIZE,
                          static_cast<unsigned short>(number),
                          io_uring_buf_ring_mask(COUNT), 0);
    io_uring_buf_ring_advance(free_, 1);
  }

 private:
  static constexpr unsigned COUNT = 256;  // a power of two
  static constexpr std::size_t ALL = COUNT * (SIZE + sizeof(io_uring_buf));

  void* memory_ = MAP_FAILED;
  io_uring_buf_ring* free_ = nullptr;
};

}  // namespace looplab::chapter
