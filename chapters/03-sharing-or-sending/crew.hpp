// SPDX-License-Identifier: BSL-1.0
//
// Threads that live on one channel: each receives, does what was asked, and
// receives again. The crew's end is the channel's: it closes it, and waits
// until everything in it has been done.
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "chapters/03-sharing-or-sending/channel.hpp"

namespace looplab::chapter {

/// Thread safety: made and destroyed by one thread.
template <class T>
class crew {
 public:
  /// `count` threads call work(1, site), work(2, site), and so on, which
  /// receive from `inbox` until that is closed and empty. Throws
  /// std::system_error when there is no thread to be had.
  template <class Service>
  crew(channel<T>& inbox, unsigned count, void (*work)(unsigned, Service&),
       Service& site)
      : crew(inbox) {
    for (unsigned number = 1; number <= count; ++number) {
      threads_.emplace_back(work, number, std::ref(site));
    }
  }

  ~crew() { inbox_.close(); }  // then the threads are joined

  crew(const crew&) = delete;
  crew& operator=(const crew&) = delete;

 private:
  explicit crew(channel<T>& inbox) : inbox_(inbox) {}

  channel<T>& inbox_;
  std::vector<std::jthread> threads_;
};

}  // namespace looplab::chapter
