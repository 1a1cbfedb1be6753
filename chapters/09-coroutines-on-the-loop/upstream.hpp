// SPDX-License-Identifier: BSL-1.0
//
// The other side on which the server waits: asks the upstream, from the first
// line to the last in the order in which it happens. It refuses to queue: a
// question that finds no idle connection gets a new one, for as long as there
// are descriptors.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>

#include "chapters/09-coroutines-on-the-loop/task.hpp"
#include "chapters/common/asio_result.hpp"
#include "chapters/common/options.hpp"
#include "chapters/common/quote.hpp"
#include "chapters/common/stop_signal.hpp"
#include "trace/name.hpp"

namespace looplab::chapter {

class upstreams {
 public:
  upstreams(asio::io_context& loop, const common::options& options)
      : loop_(loop),
        address_(asio::ip::address_v4(ntohl(options.upstream.sin_addr.s_addr)),
                 ntohs(options.upstream.sin_port)),
        limit_(options.limits.upstream) {}

  /// No question will come any more.
  void close() { idle_.clear(); }

  /// Asks all questions at once, and returns when the last is decided.
  task ask(common::quote& what) {
    return what.questions.size() == 1 ? ask_one(what.questions.front())
                                      : ask_all(what);
  }

 private:
  // [all]
  task ask_all(common::quote& what) {
    using one = decltype(asio::co_spawn(loop_, ask_one(what.questions.front()),
                                        asio::deferred));
    std::vector<one> all;
    for (auto& each : what.questions) {
      all.push_back(asio::co_spawn(loop_, ask_one(each), asio::deferred));
    }
    auto group = asio::experimental::make_parallel_group(std::move(all));
    co_await group.async_wait(asio::experimental::wait_for_all(),
                              asio::use_awaitable_t<executor>());
  }

  // [all]

  struct connection {
    explicit connection(asio::io_context& loop) : socket(loop) {}

    tcp_socket socket;
    deadline limit{socket};
    bool used = false;  // has carried a question before
    std::array<char, 512> buffer;
  };

  static constexpr std::size_t KEPT = 1024;  // idle connections
  static constexpr auto TIME_IS_UP = asio::error::operation_aborted;

  // [one]
  task ask_one(common::question& what) {
    do {
      auto line = take_idle();
      line->limit.set(common::after(common::steady::now(), limit_));
      what.begin(line->used);
      co_await ask_over(*line, what);
      line->limit.set(common::NEVER);
      if (what.reusable() && idle_.size() < KEPT && !common::stop_requested()) {
        line->used = true;
        idle_.push_back(std::move(line));
      }
    } while (what.stale());  // it had been closed while it was idle
  }

  task ask_over(connection& line, common::question& what) {
    if (!line.used) {
      auto [error] = co_await line.socket.async_connect(address_);
      if (error) {
        bool full = error == asio::error::no_descriptors;
        co_return what.fail(error == TIME_IS_UP ? 504 : full ? 503 : 502);
      }
      trace::name(line.socket.native_handle(),
                  "upstream " + std::to_string(++made_));
    }
    while (!what.outgoing().empty()) {
      auto bytes = asio::buffer(what.outgoing());
      auto [error, n] = co_await line.socket.async_write_some(bytes);
      error == TIME_IS_UP ? what.fail(504)
                          : what.sent(common::result_of(error, n));
    }
    while (!what.decided() && !what.stale()) {
      auto space = asio::buffer(line.buffer);
      auto [error, n] = co_await line.socket.async_read_some(space);
      error == TIME_IS_UP
          ? what.fail(504)
          : what.received(line.buffer.data(), common::result_of(error, n));
    }
  }

  // [one]

  std::unique_ptr<connection> take_idle() {
    if (idle_.empty()) {
      return std::make_unique<connection>(loop_);
    }
    auto line = std::move(idle_.back());
    idle_.pop_back();
    return line;
  }

  asio::io_context& loop_;
  tcp::endpoint address_;
  common::milliseconds limit_;
  std::vector<std::unique_ptr<connection>> idle_;
  int made_ = 0;
};

}  // namespace looplab::chapter
