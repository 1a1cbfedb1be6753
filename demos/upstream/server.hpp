// SPDX-License-Identifier: BSL-1.0
//
// The backend's own loop: one thread, epoll, a heap of answers that are not due
// yet. It is not a lesson (chapter 06 is); it has to be cheap, so that what is
// measured beside it is the server that asks.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "chapters/common/descriptor.hpp"
#include "demos/upstream/admission.hpp"
#include "demos/upstream/behaviour.hpp"
#include "demos/upstream/connection.hpp"

namespace looplab::demos {

/// Serves on 127.0.0.1 until SIGINT or SIGTERM arrives.
class upstream_server {
 public:
  /// Listens at `port` (0: any free one) and prints where. Throws
  /// std::system_error. Blocks SIGINT and SIGTERM in this thread for good,
  /// because the loop reads them.
  upstream_server(const behaviour& how, std::uint16_t port);

  /// Returns at SIGINT or SIGTERM; answers still due are not given.
  void run();

 private:
  using clock = std::chrono::steady_clock;

  struct client {
    common::descriptor socket;
    std::uint32_t interest = 0;
    connection talk;
  };

  struct timer {
    clock::time_point due;
    job work;

    bool operator>(const timer& other) const { return due > other.due; }
  };

  void wait_once();
  void accept_all();
  void read_from(std::uint64_t id);
  void begin(std::uint64_t id, connection& talk, const request& asked);
  void begin_price(std::uint64_t id, connection& talk, std::uint64_t position,
                   std::string_view symbol);
  void start(const job& work);
  void finish_due();
  void finish(const job& work);
  void progress(std::uint64_t id);
  bool flush(client& who);
  void watch(std::uint64_t id, client& who);
  void close_client(std::uint64_t id);
  std::string counters() const;

  behaviour how_;
  admission admission_;
  common::descriptor signals_;
  common::descriptor epoll_;
  common::descriptor listener_;
  bool leaving_ = false;
  bool listening_ = true;      // false while the descriptor table is full
  std::uint64_t next_id_ = 2;  // 0 and 1 are the listener and the signals
  std::unordered_map<std::uint64_t, client> clients_;
  std::priority_queue<timer, std::vector<timer>, std::greater<>> timers_;
  std::uint64_t arrived_ = 0;
  std::uint64_t served_ = 0;
  std::uint64_t failed_ = 0;
  std::uint64_t refused_ = 0;
};

}  // namespace looplab::demos
