// SPDX-License-Identifier: BSL-1.0
//
// The load itself: one thread, one epoll loop, as few system calls as there can
// be (one send and one receive a request), because what it uses of the machine
// the server does not have.
//
// Closed loop: each connection asks again when it is answered. Open loop:
// requests start when the schedule says so, on whichever connection is free; if
// none is, the request waits, and its latency grows.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "chapters/common/clock.hpp"
#include "chapters/common/descriptor.hpp"
#include "demos/load/connection.hpp"
#include "demos/load/dialer.hpp"
#include "demos/load/plan.hpp"
#include "demos/load/ring.hpp"
#include "demos/load/schedule.hpp"
#include "demos/load/tally.hpp"

namespace looplab::load {

/// One run. Not thread-safe.
class generator {
 public:
  /// Makes all connections. `told` hears once a second how far it is; it may be
  /// empty. Throws load_error. `what` must outlive this.
  generator(const plan& what, std::function<void(const progress&)> told);

  /// Asks until the plan is done, nobody listens any more, or SIGINT or SIGTERM
  /// came (common::install_stop_signals). Once only. Throws load_error when the
  /// server's answers cannot be read.
  tally run();

 private:
  void begin();
  bool going_on();
  bool over() const;
  void start_due();
  void wait();
  void hear(std::uint32_t number, std::uint32_t events);
  bool receive(std::uint32_t number, std::uint32_t events);
  bool take_answers(std::uint32_t number, std::string_view bytes);
  void note(const flight& what, int status);
  void refill(std::uint32_t number);
  void ask(connection& where, common::time_point intended);
  void opened(std::uint32_t number);
  void broken(std::uint32_t number);
  void connect_again(std::uint32_t number);
  void give_up(int error);
  void watch(std::uint32_t number);
  common::time_point wake_at() const;
  void tell();

  const plan& plan_;
  std::function<void(const progress&)> told_;
  dialer dialer_;
  route_mix mix_;
  std::vector<std::string> requests_;  // on the wire, in the order of routes
  common::descriptor epoll_;
  std::vector<connection> all_;
  // Open loop: one entry for each request that a connection could take now; and
  // for each connection those that it cannot take because it is not open.
  ring<std::uint32_t> free_;
  std::vector<std::uint32_t> parked_;
  schedule arrivals_;
  std::vector<char> buffer_;

  common::time_point now_;
  common::time_point start_;
  common::time_point left_at_;  // when nothing more was started
  common::time_point last_answer_;
  common::time_point next_tell_;
  bool leaving_ = false;
  unsigned second_ = 0;
  std::uint64_t told_answered_ = 0;
  std::uint64_t in_flight_ = 0;
  std::size_t alive_ = 0;  // connections that are open or about to be
  tally tally_;
};

}  // namespace looplab::load
