// SPDX-License-Identifier: BSL-1.0
//
// Chapter 05: one thread, and callbacks that compose.
//
//   Who waits?  The loop, in run(), for all clients at once. What is begun
//     returns a deferred at once: the place where its result will come.
//   What does it hold while it waits?  For each client an object with its
//     buffer, a socket, a timer, and the deferred whose callbacks keep it
//     alive.
//   Who wakes it?  The kernel wakes the loop, the loop fires the deferred, and
//     that runs what hangs on its rail: callbacks for a value, errbacks for an
//     error, down to the one place where both rails end (go_on).
//
// Capacity: as many clients as descriptors; one more is answered 503. A
// callback that takes long (/work, a cold /file) makes all clients wait.
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <unordered_set>

#include <boost/asio/posix/stream_descriptor.hpp>

#include "chapters/05-futures/upstream.hpp"
#include "chapters/common/conversation.hpp"
#include "chapters/common/deadline.hpp"
#include "chapters/common/routes.hpp"
#include "chapters/common/run_server.hpp"
#include "chapters/common/stop_signal.hpp"
#include "chapters/common/turn_away_one.hpp"
#include "trace/name.hpp"

namespace looplab::chapter {
namespace {

using common::steady;
using common::stop_watch;

// What all callbacks share. One thread: nothing here needs a lock.
struct service {
  const common::options& options;
  common::stats stats{};
  common::routes routes{options.files, stats};
  asio::io_context loop{1};
  tcp::acceptor listener{loop};
  common::spare_descriptor spare{};
  chapter::upstreams upstreams{loop, options};
  std::unordered_set<class client*> clients{};
};

// Owned by the callbacks that it waits for: when there are none, it is over.
class client : public std::enable_shared_from_this<client> {
 public:
  client(service& site, tcp::socket socket)
      : site_(site),
        socket_(std::move(socket)),
        talk_(site.stats, site.options.limits.client, steady::now()) {
    common::send_at_once(socket_.native_handle());
    auto number = std::to_string(++site_.stats.accepts);
    trace::name(socket_.native_handle(), "client " + number);
    site_.clients.insert(this);
  }

  ~client() { site_.clients.erase(this); }

  // What it waits for ends now, and its callback finds out why.
  void interrupt() { socket_.cancel(); }

  // Begins what comes next, one thing at a time: a quote, a write or a read.
  void handle_client(common::time_point now) {
    talk_.expired(now);
    if (common::stop_requested()) {
      talk_.stop();
    }
    while (const auto* request = talk_.next_request()) {
      auto reply = site_.routes.respond(*request);
      if (reply.quote.empty()) {
        talk_.answer(std::move(reply.answer), steady::now());
      } else if (talk_.outgoing().empty()) {
        return go_on(ask(std::move(reply.quote)));
      } else {
        break;  // the answers before it leave first
      }
    }
    limit_.set(talk_.deadline(), *this);
    if (!talk_.outgoing().empty()) {
      go_on(write());
    } else if (!talk_.finished()) {
      go_on(read());
    }
  }

 private:
  // [begin]
  deferred<nothing> read() {
    if (talk_.half_closed()) {
      ::shutdown(socket_.native_handle(), SHUT_WR);
    }
    auto came = socket_.async_read_some(asio::buffer(buffer_), as_deferred());
    return came.add_callback([this](std::size_t count) {
      talk_.received({buffer_.data(), count}, steady::now());
    });
  }

  // The bytes stay where they are until the callback: nothing is answered,
  // and no second write begun, before.
  deferred<nothing> write() {
    auto bytes = asio::buffer(talk_.outgoing());
    auto left = socket_.async_write_some(bytes, as_deferred());
    return left.add_callback([this](std::size_t count) {
      talk_.sent(static_cast<ssize_t>(count), steady::now());
    });
  }

  deferred<nothing> ask(common::quote what) {
    asked_ = std::move(what);
    return site_.upstreams.ask(asked_).add_callback([this] {
      auto asked = std::exchange(asked_, {});
      talk_.answer(asked.to_answer(), steady::now());
    });
  }

  // Where both rails of whatever was begun end.
  void go_on(const deferred<nothing>& begun) {
    auto self = shared_from_this();
    begun
        .add_errback<cancelled>([] {})  // its deadline, or the end: see above
        .add_errback<system_error>([self](const system_error& why) {
          bool end = why.code() == asio::error::eof;
          end ? self->talk_.received_end() : self->talk_.broken();
        })
        .add_callback([self] { self->handle_client(steady::now()); });
  }

  // [begin]

  service& site_;
  tcp::socket socket_;
  common::deadline limit_{site_.loop};
  common::conversation talk_;
  common::quote asked_;
  std::array<char, 2048> buffer_;
};

void accept(service& site) {
  site.listener.async_accept(as_deferred())
      .add_callback([&](tcp::socket socket) {
        auto made = std::make_shared<client>(site, std::move(socket));
        made->handle_client(steady::now());
      })
      .add_errback<system_error>([&](const system_error& why) {
        if (why.code() != asio::error::no_descriptors) {
          return succeed();
        }
        // accept fails also when nobody is there: somebody is waited for.
        auto there =
            site.listener.async_wait(site.listener.wait_read, as_deferred());
        return there.add_callback([&] {
          common::turn_away_one(site.listener.native_handle(), site.spare,
                                site.stats);
        });
      })
      .add_callback([&] { site.listener.is_open() ? accept(site) : void(); })
      .add_errback<cancelled>([] {});  // the listener is closed
}

void serve(const common::options& options) {
  service site{options};
  auto door = common::listen_on(options, common::mode::non_blocking);
  site.listener.assign(tcp::v4(), door.release());
  accept(site);
  asio::posix::stream_descriptor wake_up(site.loop, ::eventfd(0, 0));
  stop_watch stop(wake_up.native_handle(), stop_watch::act::write_event);
  wake_up.async_wait(wake_up.wait_read, [&](error_code) {
    site.listener.close();
    site.upstreams.close();
    for (auto* each : site.clients) {
      each->interrupt();
    }
  });
  site.loop.run();  // returns when nothing is left to be called back
}

const common::about ABOUT{
    "server", "one thread and deferreds, on Boost.Asio (chapter 05)",
    "as many clients as there are descriptors (ulimit -n); one more is "
    "answered 503"};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
