// SPDX-License-Identifier: BSL-1.0
//
// Clients that have come and have no thread yet, first come, first served. It
// refuses to grow without end: a queue that nobody bounds is where a server
// that is too slow hides it, until memory or the clients' patience is over.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

#include "chapters/common/descriptor.hpp"

namespace looplab::chapter {

/// Thread safety: any thread at any time.
class client_queue {
 public:
  /// Requires: room for at least one.
  explicit client_queue(std::size_t room) : room_(room) {}

  /// Takes the client, unless the queue is full or closed: then the caller
  /// still has it, and false is returned.
  bool put(common::descriptor& client) {
    std::lock_guard lock(mutex_);
    if (closed_ || waiting_.size() == room_) {
      return false;
    }
    waiting_.push_back(std::move(client));
    came_.notify_one();
    return true;
  }

  /// Sleeps until there is a client, and takes it. None when closed.
  common::descriptor take() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (closed_) {
      return {};
    }
    auto client = std::move(waiting_.front());
    waiting_.pop_front();
    return client;
  }

  /// No further clients: who waits for one is woken, who waits in the queue is
  /// closed.
  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    waiting_.clear();
    came_.notify_all();
  }

 private:
  const std::size_t room_;
  std::mutex mutex_;  // guards all below
  std::condition_variable came_;
  std::deque<common::descriptor> waiting_;
  bool closed_ = false;
};

}  // namespace looplab::chapter
