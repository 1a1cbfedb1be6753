// SPDX-License-Identifier: BSL-1.0
//
// Who is being served now, so that a server that leaves can tell all of them,
// and can wait until the last has gone. A thread that sleeps in recv hears
// nothing else than its own socket.
#pragma once

#include <sys/socket.h>

#include <condition_variable>
#include <mutex>
#include <set>

namespace looplab::chapter {

/// Thread safety: any thread at any time.
class crowd {
 public:
  /// A client is here. False when the crowd is leaving.
  bool enter(int client) {
    std::lock_guard lock(mutex_);
    return !leaving_ && clients_.insert(client).second;
  }

  /// A client has gone; its descriptor is closed after this, not before, or
  /// leave() could shut another client's.
  void exit(int client) {
    std::lock_guard lock(mutex_);
    clients_.erase(client);
    // Under the lock: whoever waits may destroy us as soon as it is open.
    gone_.notify_all();
  }

  /// Nobody sends requests any more: each recv returns 0, now and later.
  /// Returns when all have gone.
  void leave() {
    std::unique_lock lock(mutex_);
    leaving_ = true;
    for (int client : clients_) {
      ::shutdown(client, SHUT_RD);
    }
    gone_.wait(lock, [this] { return clients_.empty(); });
  }

 private:
  std::mutex mutex_;  // guards all below
  std::condition_variable gone_;
  std::set<int> clients_;
  bool leaving_ = false;
};

}  // namespace looplab::chapter
