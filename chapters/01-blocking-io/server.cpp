// SPDX-License-Identifier: BSL-1.0
//
// Chapter 01: one thread that serves one client after the other.
//
//   Who waits?  The only thread: in accept for a client, in recv for its next
//     request, in the upstream's recv for a price.
//   What does it hold while it waits?  Everything. Who comes meanwhile is
//     connected by the kernel and served by nobody.
//   Who wakes it?  The kernel, when the one thing it waits for has happened,
//     or when the client's time is over.
//
// Capacity: one client at a time. The next one waits in the listener's queue
// until the client before it has closed its connection, or has let --limit-ms
// pass without a request.
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>
#include <utility>

#include "chapters/common/blocking_upstream.hpp"
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

struct service {
  const common::options& options;
  common::stats stats{};
  common::routes routes{options.files, stats};
  common::blocking_upstream upstream{options.upstream, options.limits.upstream};
};

common::answer answer(const common::request& request, service& site) {
  auto reply = site.routes.respond(request);
  if (reply.quote.empty()) {
    return std::move(reply.answer);
  }
  site.upstream.ask(reply.quote);  // sleeps until each price is here
  return reply.quote.to_answer();
}

// [handle_client]
void handle_client(int client, service& site) {
  static char buffer[65536];
  common::wait_limit limit(client);
  auto now = steady::now();
  common::conversation talk(site.stats, site.options.limits.client, now);
  while (!talk.finished()) {
    if (common::stop_requested()) {
      talk.stop();
    }
    if (auto bytes = talk.outgoing(); !bytes.empty()) {
      // Sleeps while the client does not take what it was sent before.
      limit.until(talk.deadline(), now);
      auto n = ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      now = steady::now();
      talk.sent(n, now);
    } else if (const auto* request = talk.next_request()) {
      auto ready = answer(*request, site);
      now = steady::now();
      talk.answer(std::move(ready), now);
    } else if (!talk.finished()) {
      if (talk.half_closed()) {
        ::shutdown(client, SHUT_WR);
      }
      // Sleeps until the client sends something. It may never do so.
      limit.until(talk.deadline(), now);
      auto n = ::recv(client, buffer, sizeof buffer, 0);
      now = steady::now();
      talk.received(buffer, n, now);
    }
    talk.expired(now);
  }
}

// [handle_client]

// [serve]
void serve(const common::options& options) {
  service site{options};
  auto listener = common::listen_on(options, common::mode::blocking);
  stop_watch listening(listener.get(), stop_watch::act::shut_receiving);
  common::spare_descriptor spare;
  for (long number = 1; !common::stop_requested();) {
    common::descriptor client(
        ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (client) {
      stop_watch talking(client.get(), stop_watch::act::shut_receiving);
      trace::name(client.get(), "client " + std::to_string(number++));
      common::stats::add(site.stats.accepts, 1);
      common::send_at_once(client.get());
      handle_client(client.get(), site);  // and nobody else, until it returns
    } else if (errno == EMFILE || errno == ENFILE) {
      // accept fails also when nobody is there: somebody is waited for.
      pollfd next{listener.get(), POLLIN, 0};
      ::poll(&next, 1, -1);
      common::turn_away_one(listener.get(), spare, site.stats);
    }
  }
}

// [serve]

const common::about ABOUT{
    "server", "one thread, one client at a time (chapter 01)",
    "one client at a time; the next one waits until the one before\nit has "
    "closed its connection or let --limit-ms pass without a request"};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
