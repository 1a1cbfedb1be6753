// SPDX-License-Identifier: BSL-1.0
//
// A channel: threads hand values to each other through it, and wait for each
// other at it. It refuses to grow: beyond its room the sender waits, so that a
// receiver who is too slow costs time, which is felt, and not memory.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "chapters/03-sharing-or-sending/bell.hpp"

namespace looplab::chapter {

/// Thread safety: any thread at any time; it outlives all who use it.
template <class T>
class channel {
 public:
  /// `room` values lie here before a sender has to wait. With none, sending
  /// and receiving are one moment: a rendezvous.
  explicit channel(std::string name, std::size_t room = 0)
      : sign_(std::move(name), room), granted_(room) {}

  // [send]
  /// Sleeps until the value lies in the buffer or has been received. False if
  /// the channel is closed before that: then nobody ever gets the value.
  bool send(T value, place from = place::current()) {
    quiet_lock lock(mutex_);
    if (closed_) {
      return false;
    }
    const auto number = put(std::move(value), from);
    if (number >= granted_) {
      bell here;
      senders_.join(here);
      const auto what = sign_.id();
      lock.unlock();
      here.sleep({common::NEVER, from}, wait_why::channel_full, what);
      lock.lock();
    }
    return number < granted_;
  }

  // [send]

  /// Never sleeps. False if there is no room: then `value` is still there.
  bool try_send(T& value, place from = place::current()) {
    quiet_lock lock(mutex_);
    return !closed_ && sent_ < granted_ && (put(std::move(value), from), true);
  }

  /// Sleeps until there is a value. None when closed, and the buffer is empty.
  std::optional<T> receive(place from = place::current()) {
    return std::get<1>(select({common::NEVER, from}, *this));
  }

  /// Nothing more is sent. What lies in the buffer will still be received;
  /// senders who wait for room are sent away.
  void close() {
    quiet_lock lock(mutex_);
    closed_ = true;
    for (; sent_ > granted_; --sent_) {
      values_.pop_back();
    }
    senders_.ring_all();
    receivers_.ring_all();
  }

  /// For select(), as the rest: the first value, or none if there will be no
  /// more, becomes this alternative. False if there is nothing yet.
  template <std::size_t Index, class Result>
  bool take(Result& into, place from) {
    quiet_lock lock(mutex_);
    if (!values_.empty()) {
      sign_.tell(trace::verb::receive, from);
      into.template emplace<Index>(std::move(values_.front()));
      values_.pop_front();
      granted_ += closed_ ? 0 : 1;
      senders_.ring_first();  // who has the number that was just granted
    } else if (closed_) {
      into.template emplace<Index>();
    }
    return into.index() == Index;
  }

  trace::id join(bell& receiver) {
    quiet_lock lock(mutex_);
    receivers_.join(receiver);
    return sign_.id();
  }

  /// Who leaves may have been rung for a value it did not take.
  void leave(bell& receiver) {
    quiet_lock lock(mutex_);
    receivers_.leave(receiver);
    if (!values_.empty()) {
      receivers_.ring_first();
    }
  }

 private:
  // A value is in the buffer, or received, if its number is below granted_.
  std::size_t put(T value, place from) {
    if (sent_ < granted_) {
      sign_.tell(trace::verb::send, from);
    }
    values_.push_back(std::move(value));
    receivers_.ring_first();
    return sent_++;
  }

  sign sign_;
  std::mutex mutex_;  // guards all below
  std::deque<T> values_;
  line senders_, receivers_;
  std::size_t sent_ = 0;
  std::size_t granted_;  // the buffer's room, and one more for each received
  bool closed_ = false;
};

// [select]
/// Receives from the first channel that has something, or is closed: the
/// result's index is the channel's place, from 1 on, or 0 after the deadline.
/// Each time another one is asked first, so that none is forgotten.
template <class... T>
auto select(until limit, channel<T>&... from)
    -> std::variant<std::monostate, std::optional<T>...> {
  thread_local std::size_t first = 0;
  std::variant<std::monostate, std::optional<T>...> got;
  auto ask = [&]<std::size_t... I>(std::index_sequence<I...>) {
    for (auto i = ++first; i < first + sizeof...(I) && !got.index(); ++i) {
      ((i % sizeof...(I) == I && from.template take<I + 1>(got, limit.where)) ||
       ...);
    }
    return got.index() != 0;
  };
  bell here;
  const trace::id what = (from.join(here), ...);
  while (!ask(std::index_sequence_for<T...>()) &&
         here.sleep(limit, wait_why::channel_empty, what)) {
    (from.join(here), ...);
  }
  (from.leave(here), ...);
  return got;
}

// [select]

}  // namespace looplab::chapter
