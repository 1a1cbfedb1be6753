// SPDX-License-Identifier: BSL-1.0
//
// The other side on which the server waits: asks the upstream, and calls back
// when the answer is there. It refuses to queue: a question that finds no idle
// connection gets a new one, for as long as there are descriptors.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "chapters/common/asio_result.hpp"
#include "chapters/common/clock.hpp"
#include "chapters/common/deadline.hpp"
#include "chapters/common/options.hpp"
#include "chapters/common/question.hpp"
#include "chapters/common/stop_signal.hpp"
#include "trace/name.hpp"

namespace looplab::chapter {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using callback = std::function<void()>;

class upstreams {
 public:
  upstreams(asio::io_context& loop, const common::options& options)
      : loop_(loop),
        address_(asio::ip::address_v4(ntohl(options.upstream.sin_addr.s_addr)),
                 ntohs(options.upstream.sin_port)),
        limit_(options.limits.upstream) {}

  /// No question will come any more.
  void close() { idle_.clear(); }

  /// Asks, and calls `done` when `what` is decided, never before this returns.
  /// `done` keeps `what` alive.
  void ask(common::question& what, callback done) {
    if (idle_.empty()) {
      return connect(what, std::move(done));
    }
    auto free = std::move(idle_.back());
    idle_.pop_back();
    begin(free, what, std::move(done), true);
    send(std::move(free));
  }

 private:
  // Carries one question at a time. What keeps it alive: the callback that will
  // be called next, or the list of the idle.
  struct connection : std::enable_shared_from_this<connection> {
    explicit connection(asio::io_context& loop) : socket(loop), limit(loop) {}

    void interrupt() {
      what->fail(504);
      socket.cancel();  // the callback that waits for it is called, and looks
    }

    tcp::socket socket;
    common::deadline limit;
    common::question* what = nullptr;
    callback done{};
    std::array<char, 512> buffer;
  };

  using line = std::shared_ptr<connection>;

  static constexpr std::size_t KEPT = 1024;  // idle connections

  void begin(const line& to, common::question& what, callback done, bool used) {
    what.begin(used);
    to->what = &what;
    to->done = std::move(done);
    to->limit.set(common::after(common::steady::now(), limit_), *to);
  }

  // [nested]
  void connect(common::question& what, callback done) {
    auto to = std::make_shared<connection>(loop_);
    begin(to, what, std::move(done), false);
    to->socket.async_connect(address_, [this, to](error_code error) {
      if (error && !to->what->decided()) {
        bool full = error == asio::error::no_descriptors;
        to->what->fail(full ? 503 : 502);
      }
      trace::name(to->socket.native_handle(),
                  "upstream " + std::to_string(++made_));
      send(to);
    });
  }

  void send(line to) {
    auto bytes = asio::buffer(to->what->outgoing());
    if (bytes.size() == 0) {
      return receive(std::move(to));
    }
    auto& socket = to->socket;
    socket.async_write_some(bytes, [this, to](error_code error, auto count) {
      to->what->sent(common::result_of(error, count));
      send(to);
    });
  }

  void receive(line to) {
    if (to->what->decided() || to->what->stale()) {
      return finish(std::move(to));
    }
    auto& socket = to->socket;
    auto space = asio::buffer(to->buffer);
    socket.async_read_some(space, [this, to](error_code error, auto count) {
      to->what->received(to->buffer.data(), common::result_of(error, count));
      receive(to);
    });
  }

  // [nested]

  void finish(line to) {
    auto& what = *std::exchange(to->what, nullptr);
    auto done = std::move(to->done);
    to->limit.set(common::NEVER, *to);
    if (what.stale()) {  // it had been closed while it was idle
      return connect(what, std::move(done));
    }
    if (what.reusable() && idle_.size() < KEPT && !common::stop_requested()) {
      idle_.push_back(std::move(to));
    }
    done();
  }

  asio::io_context& loop_;
  tcp::endpoint address_;
  common::milliseconds limit_;
  std::vector<line> idle_;  // connections without a question
  int made_ = 0;
};

}  // namespace looplab::chapter
