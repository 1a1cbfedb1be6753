// SPDX-License-Identifier: BSL-1.0
//
// Chapter 02, second program: a fixed number of threads that take clients from
// a queue. Compare with server.cpp: only the ways to and from handle_client
// differ.
//
//   Who waits?  Each of N workers, in recv for its client or for the upstream;
//     idle ones on the queue's condition variable; one thread in accept.
//   What does it hold while it waits?  One of N threads. While all N wait,
//     clients in the queue wait too, however little they want.
//   Who wakes it?  The kernel, or for an idle worker the thread that accepts.
//
// Capacity: N clients at a time (--threads); the next ones wait in a queue
// (--queue) for a worker to be free; one more is answered 503.
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "chapters/02-threads/client_queue.hpp"
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
  chapter::client_queue queue{options.extra("--queue")};
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

// [worker]
// What each of the N threads does: serve whoever is next, for ever.
void work(unsigned number, service& site) {
  trace::name_thread("worker " + std::to_string(number));
  while (auto client = site.queue.take()) {
    if (site.crowd.enter(client.get())) {
      handle_client(client.get(), site);
      site.crowd.exit(client.get());
    }
  }
}

// [worker]

void start_workers(std::vector<std::jthread>& workers, service& site) {
  try {
    for (unsigned i = 1; i <= site.options.extra("--threads"); ++i) {
      workers.emplace_back(work, i, std::ref(site));
      common::stats::add(site.stats.threads, 1);
    }
  } catch (...) {
    site.queue.close();  // or those that did start would be waited for
    throw;
  }
}

// [serve]
void serve(const common::options& options) {
  service site{options};
  auto listener = common::listen_on(options, common::mode::blocking);
  stop_watch listening(listener.get(), stop_watch::act::shut_receiving);
  common::spare_descriptor spare;
  std::vector<std::jthread> workers;
  start_workers(workers, site);
  for (long number = 1; !common::stop_requested();) {
    common::descriptor client(
        ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (client) {
      trace::name(client.get(), "client " + std::to_string(number++));
      common::stats::add(site.stats.accepts, 1);
      common::send_at_once(client.get());
      if (!site.queue.put(client)) {
        common::stats::add(site.stats.refused, 1);
        common::turn_away(std::move(client));
      }
    } else if (errno == EMFILE || errno == ENFILE) {
      // accept fails also when nobody is there: somebody is waited for.
      pollfd next{listener.get(), POLLIN, 0};
      ::poll(&next, 1, -1);
      common::turn_away_one(listener.get(), spare, site.stats);
    }
  }
  site.queue.close();
  site.crowd.leave();
}

// [serve]

const common::about ABOUT{
    "pool",
    "a fixed number of threads (chapter 02)",
    "as many clients at a time as --threads; the next ones wait in a queue\n"
    "of --queue for a thread to be free; one more is answered 503",
    {{"--threads", "how many clients are served at a time", 8, 1, 10000},
     {"--queue", "how many may wait for a thread", 256, 1, 100000}}};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
