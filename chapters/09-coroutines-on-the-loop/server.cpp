// SPDX-License-Identifier: BSL-1.0
//
// Chapter 09: one thread and a coroutine for each client, each as plain as
// chapter 02's thread.
//
//   Who waits?  The loop, in run(), for all clients at once. A coroutine that
//     awaits something is paused: it is on no thread's stack.
//   What does it hold while it waits?  A frame: the coroutine's variables, its
//     buffer among them, and the place where it goes on.
//   Who wakes it?  The kernel wakes the loop; the loop resumes the coroutine
//     whose operation is done, one after the other.
//
// Capacity: as many clients as descriptors; one more is answered 503. Between
// two co_await a coroutine keeps the thread: /work makes all clients wait.
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <set>

#include "chapters/09-coroutines-on-the-loop/upstream.hpp"
#include "chapters/common/conversation.hpp"
#include "chapters/common/routes.hpp"
#include "chapters/common/run_server.hpp"
#include "chapters/common/stop_signal.hpp"
#include "chapters/common/turn_away_one.hpp"
#include "trace/name.hpp"

namespace looplab::chapter {
namespace {

using common::steady;

// What all coroutines share. One thread: nothing here needs a lock.
struct service {
  const common::options& options;
  common::stats stats{};
  common::routes routes{options.files, stats};
  asio::io_context loop{1};
  tcp_acceptor listener{loop};
  common::spare_descriptor spare{};
  chapter::upstreams upstreams{loop, options};
  std::set<tcp_socket*> clients{};
};

// [handle_client]
task handle_client(service& site, tcp_socket& client) {
  char buffer[2048];
  deadline limit(client);
  auto now = steady::now();
  common::conversation talk(site.stats, site.options.limits.client, now);
  while (!talk.finished()) {
    if (common::stop_requested()) {
      talk.stop();
    }
    auto bytes = talk.outgoing();
    if (const auto* request = talk.next_request()) {
      auto reply = site.routes.respond(*request);
      if (reply.quote.empty()) {
        talk.answer(std::move(reply.answer), steady::now());
        continue;
      }
      if (bytes.empty()) {  // the answers before it have left
        co_await site.upstreams.ask(reply.quote);
        talk.answer(reply.quote.to_answer(), steady::now());
        continue;
      }
    }
    limit.set(talk.deadline());
    if (!bytes.empty()) {
      // Paused while the client does not take what it was sent before.
      auto [error, n] = co_await client.async_write_some(asio::buffer(bytes));
      now = steady::now();
      talk.sent(common::result_of(error, n), now);
    } else if (!talk.finished()) {
      if (talk.half_closed()) {
        ::shutdown(client.native_handle(), SHUT_WR);
      }
      // Paused until the client sends something. It may never do so.
      auto [error, n] = co_await client.async_read_some(asio::buffer(buffer));
      now = steady::now();
      talk.received(buffer, common::result_of(error, n), now);
    }
    talk.expired(now);
  }
}

// [handle_client]

// [serve_one]
// The socket lives here, and so does everything else of this client: when the
// coroutine ends, however it ends, they are given back.
task serve_one(service& site, tcp_socket client) {
  int fd = client.native_handle();
  common::send_at_once(fd);
  trace::name(fd, "client " + std::to_string(++site.stats.accepts));
  site.clients.insert(&client);
  co_await handle_client(site, client);
  site.clients.erase(&client);
}

// [serve_one]

// [listener]
task listen(service& site) {
  while (!common::stop_requested()) {
    auto [error, client] = co_await site.listener.async_accept();
    if (!error) {
      spawn(site.loop, serve_one(site, std::move(client)));
    } else if (error == asio::error::no_descriptors) {
      // accept fails also when nobody is there: somebody is waited for.
      co_await site.listener.async_wait(site.listener.wait_read);
      common::turn_away_one(site.listener.native_handle(), site.spare,
                            site.stats);
    }
  }
}

// [listener]

// [serve]
// When the stop signal has come, whoever waits for a client is resumed.
task stop(service& site, eventfd_stream& wake_up) {
  co_await wake_up.async_wait(wake_up.wait_read);
  site.listener.close();
  site.upstreams.close();
  for (auto* each : site.clients) {
    each->cancel();
  }
}

void serve(const common::options& options) {
  service site{options};
  auto door = common::listen_on(options, common::mode::non_blocking);
  site.listener.assign(tcp::v4(), door.release());
  spawn(site.loop, listen(site));
  eventfd_stream wake_up(site.loop, ::eventfd(0, 0));
  common::stop_watch watch(wake_up.native_handle(),
                           common::stop_watch::act::write_event);
  spawn(site.loop, stop(site, wake_up));
  site.loop.run();  // returns when no coroutine is left
}

// [serve]

const common::about ABOUT{
    "server", "one thread and a coroutine for each client (chapter 09)",
    "as many clients as there are descriptors (ulimit -n); one more is "
    "answered 503"};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
