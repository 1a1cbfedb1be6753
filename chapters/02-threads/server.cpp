// SPDX-License-Identifier: BSL-1.0
//
// Chapter 02: a thread for each client, each as plain as chapter 01.
//
//   Who waits?  One thread in accept, and for each client a thread of its own,
//     in recv or in the upstream's recv.
//   What does it hold while it waits?  A thread: a stack (8 MiB of addresses,
//     some KiB of memory), and a place in the kernel's tables.
//   Who wakes it?  The kernel, when the one thing that this thread waits for
//     has happened; the scheduler then finds it a processor.
//
// Capacity: as many clients as there are descriptors and threads to be had;
// one more is answered 503.
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "chapters/02-threads/crowd.hpp"
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
  chapter::crowd crowd{};
};

common::answer answer(const common::request& request, service& site,
                      common::blocking_upstream& upstream) {
  auto reply = site.routes.respond(request);
  if (reply.quote.empty()) {
    return std::move(reply.answer);
  }
  upstream.ask(reply.quote);  // sleeps until each price is here
  return reply.quote.to_answer();
}

// [handle_client]
void handle_client(int client, service& site) {
  char buffer[16384];
  common::blocking_upstream upstream(site.options.upstream,
                                     site.options.limits.upstream);
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
      auto ready = answer(*request, site, upstream);
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

// [thread]
// What each thread does: serve one client, and end with it.
void serve_one(int fd, std::string name, service& site) {
  common::descriptor client(fd);
  trace::name_thread(name);
  trace::name(client.get(), name);
  common::stats::add(site.stats.threads, 1);
  handle_client(client.get(), site);
  common::stats::add(site.stats.threads, -1);
  site.crowd.exit(client.get());
}

// [thread]

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
      auto name = "client " + std::to_string(number++);
      common::stats::add(site.stats.accepts, 1);
      common::send_at_once(client.get());
      site.crowd.enter(client.get());
      try {
        std::thread(serve_one, client.get(), name, std::ref(site)).detach();
        client.release();
      } catch (const std::system_error&) {  // no thread to be had
        site.crowd.exit(client.get());
        common::turn_away(std::move(client));
        common::stats::add(site.stats.refused, 1);
      }
    } else if (errno == EMFILE || errno == ENFILE) {
      // accept fails also when nobody is there: somebody is waited for.
      pollfd next{listener.get(), POLLIN, 0};
      ::poll(&next, 1, -1);
      common::turn_away_one(listener.get(), spare, site.stats);
    }
  }
  site.crowd.leave();
}

// [serve]

const common::about ABOUT{
    "server", "a thread for each client (chapter 02)",
    "as many clients as there are descriptors (ulimit -n) and threads to be\n"
    "had; one more is answered 503"};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
