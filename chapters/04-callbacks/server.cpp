// SPDX-License-Identifier: BSL-1.0
//
// Chapter 04: one thread that is told what to do later.
//
//   Who waits?  The loop, in run(), for all clients at once. The server only
//     begins operations, and says with each what to call when it is done.
//   What does it hold while it waits?  For each client an object with its
//     buffer, a socket, a timer, and the one callback that keeps it alive.
//   Who wakes it?  The kernel wakes the loop; the loop does what was begun
//     (Asio reads and writes itself), and calls back, one after the other.
//
// Capacity: as many clients as descriptors; one more is answered 503. A
// callback that takes long (/work, a cold /file) makes all clients wait.
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <unordered_set>

#include <boost/asio/posix/stream_descriptor.hpp>

#include "chapters/04-callbacks/upstream.hpp"
#include "chapters/common/conversation.hpp"
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

// Owned by the callback that it waits for: when there is none, it is over.
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

  // [handle]
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
        return ask(std::move(reply.quote));
      } else {
        break;  // the answers before it leave first
      }
    }
    limit_.set(talk_.deadline(), *this);
    if (!talk_.outgoing().empty()) {
      write();
    } else if (!talk_.finished()) {
      read();
    }
  }

  // [handle]

 private:
  // [begin]
  void read() {
    if (talk_.half_closed()) {
      ::shutdown(socket_.native_handle(), SHUT_WR);
    }
    auto space = asio::buffer(buffer_);
    auto self = shared_from_this();
    socket_.async_read_some(space, [self](error_code error, auto count) {
      auto now = steady::now();
      auto n = common::result_of(error, count);
      self->talk_.received(self->buffer_.data(), n, now);
      self->handle_client(now);
    });
  }

  // The bytes stay where they are until the callback: nothing is answered,
  // and no second write begun, before.
  void write() {
    auto bytes = asio::buffer(talk_.outgoing());
    auto self = shared_from_this();
    socket_.async_write_some(bytes, [self](error_code error, auto count) {
      auto now = steady::now();
      self->talk_.sent(common::result_of(error, count), now);
      self->handle_client(now);
    });
  }

  // All questions at once; the callback that comes last goes on.
  void ask(common::quote what) {
    asked_ = std::move(what);
    left_ = asked_.questions.size();
    for (auto& each : asked_.questions) {
      site_.upstreams.ask(each, [self = shared_from_this()] {
        if (--self->left_ == 0) {
          auto asked = std::exchange(self->asked_, {});
          self->talk_.answer(asked.to_answer(), steady::now());
          self->handle_client(steady::now());
        }
      });
    }
  }

  // [begin]

  service& site_;
  tcp::socket socket_;
  common::deadline limit_{site_.loop};
  common::conversation talk_;
  common::quote asked_;
  std::size_t left_ = 0;  // questions without an answer
  std::array<char, 2048> buffer_;
};

void accept(service& site) {
  site.listener.async_accept([&](error_code error, tcp::socket socket) {
    if (common::stop_requested()) {
      return;  // no further callback: the listener is over, too
    }
    if (!error) {
      auto made = std::make_shared<client>(site, std::move(socket));
      made->handle_client(steady::now());
    } else if (error == asio::error::no_descriptors) {
      // accept fails also when nobody is there: somebody is waited for.
      auto wait = site.listener.wait_read;
      return site.listener.async_wait(wait, [&](error_code closed) {
        if (!closed) {
          common::turn_away_one(site.listener.native_handle(), site.spare,
                                site.stats);
          accept(site);
        }
      });
    }
    accept(site);
  });
}

// [serve]
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

// [serve]

const common::about ABOUT{
    "server", "one thread and callbacks, on Boost.Asio (chapter 04)",
    "as many clients as there are descriptors (ulimit -n); one more is "
    "answered 503"};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
