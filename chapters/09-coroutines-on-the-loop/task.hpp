// SPDX-License-Identifier: BSL-1.0
//
// What chapter 09's coroutines are made of: Asio's own, with a token that all
// operations have by default. `co_await socket.async_read_some(space)` pauses
// the coroutine and gives its result back: the error and the count.
#pragma once

#include <exception>
#include <memory>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "chapters/common/clock.hpp"

namespace looplab::chapter {

namespace asio = boost::asio;
using asio::ip::tcp;

/// All run on this kind of loop. (Where Asio is not told, it asks for each
/// operation which kind it is.)
using executor = asio::io_context::executor_type;

/// A coroutine that the loop resumes. It begins when it is awaited or spawned.
using task = asio::awaitable<void, executor>;

using token = asio::as_tuple_t<asio::use_awaitable_t<executor>>;
template <class Object>
using on_loop = token::as_default_on_t<
    typename Object::template rebind_executor<executor>::other>;
using tcp_socket = on_loop<tcp::socket>;
using tcp_acceptor = on_loop<tcp::acceptor>;
using timer = on_loop<asio::steady_timer>;
using eventfd_stream = on_loop<asio::posix::stream_descriptor>;

/// Lets a coroutine run beside its caller. Nobody waits for it, so it must own
/// what it uses; an exception of it ends run().
template <class Executor>
void spawn(Executor&& where, task what) {
  asio::co_spawn(where, std::move(what), [](std::exception_ptr error) {
    if (error) {
      std::rethrow_exception(error);
    }
  });
}

// [deadline]
/// A time limit on what a coroutine awaits: when it comes, the operations of
/// its socket are cancelled. Part of the coroutine whose socket it is.
/// Thread safety: none.
class deadline {
 public:
  explicit deadline(tcp_socket& whose)
      : shared_(std::make_shared<state>(whose)) {}

  ~deadline() {
    shared_->due = common::NEVER;
    shared_->clock.cancel();
  }

  deadline(const deadline&) = delete;
  deadline& operator=(const deadline&) = delete;

  /// Most deadlines move later before they come: that is only noted.
  void set(common::time_point when) {
    shared_->due = when;
    if (!shared_->watched && when != common::NEVER) {
      shared_->watched = true;
      spawn(shared_->socket.get_executor(), watch(shared_));
    } else if (when < shared_->clock.expiry()) {
      shared_->clock.cancel();
    }
  }

 private:
  struct state {
    explicit state(tcp_socket& whose)
        : socket(whose), clock(whose.get_executor()) {}

    tcp_socket& socket;
    timer clock;
    common::time_point due = common::NEVER;
    bool watched = false;
  };

  // By value: this coroutine may be the last that holds the state.
  static task watch(std::shared_ptr<state> it) {
    while (it->due != common::NEVER) {
      it->clock.expires_at(it->due);
      co_await it->clock.async_wait();  // ends early when something changes
      if (it->due <= common::steady::now()) {
        it->due = common::NEVER;
        it->socket.cancel();
      }
    }
    it->watched = false;
  }

  std::shared_ptr<state> shared_;
};

// [deadline]

}  // namespace looplab::chapter
