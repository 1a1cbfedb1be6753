// SPDX-License-Identifier: BSL-1.0
//
// A time limit on whoever waits: when it comes, its owner is interrupted. It
// refuses to own anything: a timer that did would keep a client until its time
// is up.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "chapters/common/clock.hpp"

namespace looplab::common {

/// Part of its owner, which a shared_ptr owns and which has interrupt().
/// Thread safety: none.
class deadline {
 public:
  explicit deadline(boost::asio::io_context& loop) : timer_(loop) {}

  /// Interrupts `owner` at `when`, if it is still there. Most deadlines move
  /// later before they come, so that is only noted: the timer, when it is due,
  /// looks whether it still means it.
  template <class Owner>
  void set(time_point when, Owner& owner) {
    due_ = when;
    if (due_ >= armed_) {
      return;
    }
    timer_.expires_at(armed_ = due_);
    auto weak = owner.weak_from_this();
    timer_.async_wait([this, weak](boost::system::error_code cancelled) {
      auto self = weak.lock();
      if (!self || cancelled) {
        return;  // without its owner there is no `this` either
      }
      armed_ = NEVER;
      if (due_ <= steady::now()) {
        self->interrupt();
      } else {
        set(due_, *self);
      }
    });
  }

 private:
  boost::asio::steady_timer timer_;
  time_point due_ = NEVER;
  time_point armed_ = NEVER;  // due_ or earlier
};

}  // namespace looplab::common
