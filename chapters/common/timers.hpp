// SPDX-License-Identifier: BSL-1.0
//
// Deadlines, soonest first. Most deadlines of a server never come: they move
// later with each request. So a move to later is only noted, which costs one
// store; whoever takes a timer that is due looks whether it still means it.
#pragma once

#include <set>
#include <utility>

#include "chapters/common/clock.hpp"

namespace looplab::common {

/// Something that can have one deadline.
class timed {
 public:
  /// When it is due; NEVER when no deadline is set.
  time_point due() const { return due_; }

 private:
  template <class Timed>
  friend class timers;

  time_point due_ = NEVER;
  time_point armed_ = NEVER;  // its place in the order, due_ or earlier
};

/// Thread safety: none. `Timed` is derived from `timed`.
/// Invariant: whoever is in order_ is alive; remove() it before its end.
template <class Timed>
class timers {
 public:
  /// Sets its deadline, or clears it (NEVER). True when that is earlier than
  /// all it had before, so that whoever sleeps until next() must know.
  bool set(Timed& what, time_point when) {
    what.timed::due_ = when;
    if (when >= what.timed::armed_) {
      return false;
    }
    order_.erase({what.timed::armed_, &what});
    what.timed::armed_ = when;
    order_.emplace(when, &what);
    return true;
  }

  void remove(Timed& what) {
    order_.erase({what.timed::armed_, &what});
    what.timed::due_ = what.timed::armed_ = NEVER;
  }

  /// When to look again.
  time_point next() const {
    return order_.empty() ? NEVER : order_.begin()->first;
  }

  /// Takes one out whose time has come, or whose deadline has moved since it
  /// was set; due() tells which. Null when there is none.
  Timed* take(time_point now) {
    if (next() > now) {
      return nullptr;
    }
    Timed* what = order_.begin()->second;
    order_.erase(order_.begin());
    what->timed::armed_ = NEVER;
    return what;
  }

 private:
  std::set<std::pair<time_point, Timed*>> order_;
};

}  // namespace looplab::common
