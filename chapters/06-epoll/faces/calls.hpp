// SPDX-License-Identifier: BSL-1.0
//
// Functions that the loop calls: later, or because another thread asks for it.
// The loop itself knows only tasks and their descriptors, so this is one: its
// descriptor is an eventfd, its deadline that of the function due next.
#pragma once

#include <sys/eventfd.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "chapters/06-epoll/loop.hpp"
#include "chapters/common/stop_signal.hpp"

namespace looplab::chapter {

class calls {
 public:
  using function = std::function<void()>;

  explicit calls(chapter::loop& loop) : loop_(loop) {
    auto made = std::make_unique<bell>(*this);
    bell_ = made.get();
    loop.add(std::move(made), EPOLLIN);
  }

  /// On the loop's thread: calls `what` once `delay` has passed.
  void later(common::milliseconds delay, function what) {
    later_.emplace(loop_.look_at_clock() + delay, std::move(what));
    loop_.at(*bell_, later_.begin()->first);
  }

  /// From any thread: calls `what` on the loop's. The write is what a loop
  /// asleep in epoll_wait hears. After the last turn nobody calls it.
  void soon(function what) {
    {
      std::lock_guard lock(mutex_);
      soon_.push_back(std::move(what));
    }
    ::eventfd_write(asked_.get(), 1);
  }

 private:
  // Ends with the loop's last turn; the calls stay, for a thread that asks too
  // late.
  class bell : public task {
   public:
    explicit bell(calls& all)
        : task(check(::dup(all.asked_.get()), "copy a descriptor"), "calls"),
          all_(all) {}

    void run(std::uint32_t) override {
      eventfd_t ignored;
      ::eventfd_read(fd(), &ignored);
      all_.call();
      if (common::stop_requested()) {
        all_.loop_.end(*this);
      }
    }

   private:
    calls& all_;
  };

  void call() {
    for (auto& each : take_soon()) {
      each();
    }
    while (!later_.empty() && later_.begin()->first <= loop_.now()) {
      later_.extract(later_.begin()).mapped()();
    }
    loop_.at(*bell_, later_.empty() ? common::NEVER : later_.begin()->first);
  }

  std::vector<function> take_soon() {
    std::lock_guard lock(mutex_);
    return std::exchange(soon_, {});
  }

  chapter::loop& loop_;
  bell* bell_ = nullptr;
  common::descriptor asked_{
      check(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "make an eventfd")};
  std::multimap<common::time_point, function> later_;
  std::mutex mutex_;  // guards soon_
  std::vector<function> soon_;
};

/// Both faces' run(): the turns go on until the person says stop.
inline void run_until_stopped(loop& turns) {
  common::stop_watch stop(turns.wake_up(),
                          common::stop_watch::act::write_event);
  turns.run();
}

}  // namespace looplab::chapter
