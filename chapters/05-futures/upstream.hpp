// SPDX-License-Identifier: BSL-1.0
//
// The other side on which the server waits: asks the upstream, and returns at
// once with a deferred. It refuses to queue: a question that finds no idle
// connection gets a new one, for as long as there are descriptors.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include "chapters/05-futures/as_deferred.hpp"
#include "chapters/common/asio_result.hpp"
#include "chapters/common/options.hpp"
#include "chapters/common/quote.hpp"
#include "chapters/common/stop_signal.hpp"
#include "trace/name.hpp"

namespace looplab::chapter {

using asio::ip::tcp;

class upstreams {
 public:
  upstreams(asio::io_context& loop, const common::options& options)
      : loop_(loop),
        address_(asio::ip::address_v4(ntohl(options.upstream.sin_addr.s_addr)),
                 ntohs(options.upstream.sin_port)),
        limit_(options.limits.upstream) {}

  /// No question will come any more.
  void close() { idle_.clear(); }

  // [all]
  /// Asks all questions at once. What is returned comes when the last is
  /// decided; `what` stays where it is until then.
  deferred<nothing> ask(common::quote& what) {
    if (what.questions.size() == 1) {
      return ask(what.questions.front());
    }
    std::vector<deferred<nothing>> decided;
    for (auto& each : what.questions) {
      decided.push_back(ask(each));
    }
    return when_all(decided).add_callback([] {});
  }

  // [all]

 private:
  // What is returned comes when `what` is decided, never before this returns.
  deferred<nothing> ask(common::question& what) {
    if (idle_.empty()) {
      return connect(what);
    }
    auto free = std::move(idle_.back());
    idle_.pop_back();
    what.begin(true);
    return decide(send(free, what), free, what);
  }

  // Carries one question at a time. What keeps it alive: the callbacks that
  // will be called next, or the list of the idle.
  struct connection {
    explicit connection(asio::io_context& loop) : socket(loop) {}

    tcp::socket socket;
    std::array<char, 512> buffer;
  };

  using line = std::shared_ptr<connection>;

  static constexpr std::size_t KEPT = 1024;  // idle connections

  // [chain]
  deferred<nothing> connect(common::question& what) {
    auto to = std::make_shared<connection>(loop_);
    what.begin(false);
    auto connected = to->socket.async_connect(address_, as_deferred());
    auto received = connected.add_callback([this, to, &what] {
      trace::name(to->socket.native_handle(),
                  "upstream " + std::to_string(++made_));
      return send(to, what);
    });
    return decide(received, to, what);
  }

  deferred<nothing> send(line to, common::question& what) {
    auto bytes = asio::buffer(what.outgoing());
    auto sent = asio::async_write(to->socket, bytes, as_deferred());
    return sent.add_callback([this, to, &what](std::size_t count) {
      what.sent(static_cast<ssize_t>(count));
      return receive(to, what);
    });
  }

  deferred<nothing> receive(line to, common::question& what) {
    auto space = asio::buffer(to->buffer);
    auto received = to->socket.async_read_some(space, as_deferred());
    return received.add_callback([this, to, &what](std::size_t count) {
      what.received(to->buffer.data(), static_cast<ssize_t>(count));
      return what.decided() ? succeed() : receive(to, what);
    });
  }

  // Whatever goes wrong above, and wherever: it comes here.
  deferred<nothing> decide(deferred<nothing> received, line to,
                           common::question& what) {
    auto end = common::after(common::steady::now(), limit_);
    auto in_time =
        end == common::NEVER ? received : add_timeout(received, at(loop_, end));
    return in_time.add_errback<timed_out>([&what](auto&) { what.fail(504); })
        .add_errback<system_error>([&what](const system_error& why) {
          if (why.code() == asio::error::no_descriptors) {
            what.fail(503);
          } else {
            what.received(nullptr, common::result_of(why.code(), 0));
          }
        })
        .add_callback([this, to, &what] { return finish(to, what); });
  }

  // [chain]

  deferred<nothing> finish(line to, common::question& what) {
    if (what.stale()) {  // it had been closed while it was idle
      return connect(what);
    }
    if (what.reusable() && idle_.size() < KEPT && !common::stop_requested()) {
      idle_.push_back(std::move(to));
    }
    return succeed();
  }

  asio::io_context& loop_;
  tcp::endpoint address_;
  common::milliseconds limit_;
  std::vector<line> idle_;  // connections without a question
  int made_ = 0;
};

}  // namespace looplab::chapter
