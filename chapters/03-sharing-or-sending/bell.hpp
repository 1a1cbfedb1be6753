// SPDX-License-Identifier: BSL-1.0
//
// A bell: one thread sleeps at it, and any thread can ring it. And what a
// channel needs beside its bells: the line of those who sleep, and the sign by
// which whoever watches knows it. Nothing here knows what is sent.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <source_location>
#include <string>
#include <utility>

#include "chapters/common/clock.hpp"
#include "trace/detail/inside.hpp"
#include "trace/recorder.hpp"

namespace looplab::chapter {

/// The line of the program that is shown while a thread sleeps.
using place = std::source_location;
using trace::wait_why;

/// A deadline, and the line of the program that waits for it.
struct until {
  until(common::time_point deadline, place from = place::current())
      : when(deadline), where(from) {}

  common::time_point when;
  place where;
};

/// Thread safety: any thread may ring, one may sleep.
class bell {
 public:
  /// Wakes the sleeper, or the next one who wants to sleep here.
  void ring() {
    std::lock_guard lock(mutex_);
    rung_ = true;
    rings_.notify_one();
  }

  /// Sleeps until it has rung since the last time; false when the deadline
  /// comes first. `why` and `what` are for the screen.
  bool sleep(until limit, wait_why why, trace::id what) {
    const auto who = trace::current();
    trace::stop(who, why, what, limit.where);
    const bool rung = sleep(limit.when);
    trace::run(who, what, limit.where);
    return rung;
  }

 private:
  bool sleep(common::time_point deadline) {
    trace::detail::inside silence;  // "waits for a condition" says less
    std::unique_lock lock(mutex_);
    return rings_.wait_until(lock, deadline,
                             [this] { return std::exchange(rung_, false); });
  }

  std::mutex mutex_;
  std::condition_variable rings_;
  bool rung_ = false;
};

/// Those who sleep for the same reason, first come, first woken.
/// Thread safety: none; whoever owns the line guards it.
class line {
 public:
  /// Who is in line already goes to its end.
  void join(bell& last) {
    leave(last);
    bells_.push_back(&last);
  }

  void leave(bell& who) { std::erase(bells_, &who); }

  /// Wakes the first, if there is one; it is no longer in line.
  void ring_first() {
    if (!bells_.empty()) {
      bells_.front()->ring();
      bells_.pop_front();
    }
  }

  void ring_all() {
    while (!bells_.empty()) {
      ring_first();
    }
  }

 private:
  std::deque<bell*> bells_;
};

/// What the screen calls a channel. Thread safety: none; as for a line.
class sign {
 public:
  sign(std::string name, std::size_t room)
      : name_(std::move(name)), room_(room ? static_cast<int>(room) : -1) {}

  trace::id id() {  // made once somebody records
    constexpr auto kind = trace::thing_kind::channel;
    return id_ ? id_ : id_ = trace::create(kind, name_, 0, room_);
  }

  /// It was done at once, by this thread. Never holds it: it has a lock.
  void tell(trace::verb what, place from) {
    if (trace::on()) {
      trace::emit(trace::event_kind::act, static_cast<std::uint8_t>(what),
                  trace::location_of(from), id());
    }
  }

 private:
  const std::string name_;
  const int room_;  // the trace says -1 for none
  trace::id id_ = 0;
};

/// A lock of which the screen is not told: it is never held for longer than it
/// takes to move a value, and what a thread waits for is something else.
class quiet_lock : trace::detail::inside, public std::unique_lock<std::mutex> {
 public:
  explicit quiet_lock(std::mutex& mutex) : unique_lock(mutex) {}
};

}  // namespace looplab::chapter
