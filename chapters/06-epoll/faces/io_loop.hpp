// SPDX-License-Identifier: BSL-1.0
//
// The loop with the face that Tornado gave to its own: a handler is a function
// that is called when a descriptor is ready. Whoever writes one reads and
// writes the descriptor, and says what it waits for next.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>

#include "chapters/06-epoll/faces/calls.hpp"

namespace looplab::chapter {

class io_loop {
 public:
  /// Is told the descriptor, and what it is ready for (EPOLLIN ...).
  using handler = std::function<void(int fd, std::uint32_t events)>;

  /// Calls `what` whenever `fd` is ready for `events`. The descriptor stays
  /// its owner's, who removes the handler before closing it.
  void add_handler(int fd, std::uint32_t events, handler what) {
    auto made = std::make_unique<watched>(*this, fd, std::move(what));
    handlers_[fd] = made.get();
    loop_.add(std::move(made), events);
  }

  void update_handler(int fd, std::uint32_t events) {
    loop_.change(*handlers_.at(fd), events);
  }

  void remove_handler(int fd) {
    loop_.end(*handlers_.at(fd));
    handlers_.erase(fd);
  }

  void call_later(common::milliseconds delay, calls::function what) {
    calls_.later(delay, std::move(what));
  }

  /// The one member that another thread may call.
  void add_callback(calls::function what) { calls_.soon(std::move(what)); }

  /// The same for what may fail and has nobody to tell: it is logged.
  void spawn_callback(calls::function what) {
    add_callback([what = std::move(what)] {
      try {
        what();
      } catch (const std::exception& problem) {
        std::fprintf(stderr, "a callback failed: %s\n", problem.what());
      }
    });
  }

  /// Returns after a stop signal.
  void start() { run_until_stopped(loop_); }

 private:
  // A task owns its descriptor and a handler does not, so it has a copy.
  class watched : public task {
   public:
    watched(io_loop& owner, int fd, handler what)
        : task(check(::dup(fd), "copy a descriptor"), "handler"),
          owner_(owner),
          fd_(fd),
          what_(std::move(what)) {}

    void run(std::uint32_t events) override {
      if (common::stop_requested()) {
        owner_.remove_handler(fd_);
      } else if (events != 0) {
        what_(fd_, events);
      }
    }

   private:
    io_loop& owner_;
    int fd_;
    handler what_;
  };

  common::stats numbers_;
  chapter::loop loop_{numbers_};
  std::unordered_map<int, watched*> handlers_;
  calls calls_{loop_};
};

}  // namespace looplab::chapter
