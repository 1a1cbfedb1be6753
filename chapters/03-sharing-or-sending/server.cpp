// SPDX-License-Identifier: BSL-1.0
//
// Chapter 03: threads that share nothing, and send each other what they need.
//
//   Who waits?  Each of N workers, in recv for its client or at a channel: for
//     its next client, or for prices. Each of M quoters, in the upstream's recv
//     or for a question. The desk, for a note. One thread in accept.
//   What does it hold while it waits?  Its thread, and what only it has.
//   Who wakes it?  The kernel, or the thread at the other end of the channel.
//
// Capacity: N clients at a time (--threads); the next ones wait in a channel
// (--queue); one more is answered 503. M questions at a time (--quoters).
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>
#include <utility>

#include "chapters/03-sharing-or-sending/channel.hpp"
#include "chapters/03-sharing-or-sending/crew.hpp"
#include "chapters/03-sharing-or-sending/desk.hpp"
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

// One price to ask for, its place in the quote, and who waits for it.
struct errand {
  common::question question;
  std::size_t place;
  channel<errand>* back;
};

// What the threads share: what nobody changes, and channels.
struct service {
  const common::options& options;
  const common::stats none{};
  const common::routes routes{options.files, none};
  channel<common::descriptor> arrivals{"arrivals", options.extra("--queue")};
  channel<errand> questions{"questions"};
  channel<note> desk{"desk", 256};
};

// [answer]
common::answer answer(const common::request& request, service& site,
                      channel<errand>& prices) {
  if (request.target.starts_with("/stats")) {
    channel<common::answer> reply("reply", 1);
    site.desk.send(asked{request, &reply});
    return std::move(*reply.receive());
  }
  auto reply = site.routes.respond(request);
  if (reply.quote.empty()) {
    return std::move(reply.answer);
  }
  auto& questions = reply.quote.questions;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    site.questions.send({std::move(questions[i]), i, &prices});
  }
  for (std::size_t i = 0; i < questions.size(); ++i) {
    auto back = prices.receive();  // in the order in which they come
    questions[back->place] = std::move(back->question);
  }
  return reply.quote.to_answer();
}

// [answer]

// [handle_client]
void handle_client(int client, service& site) {
  char buffer[16384];
  common::stats mine;
  channel<errand> prices("prices", common::MAX_SYMBOLS);
  common::wait_limit limit(client);
  auto now = steady::now();
  common::conversation talk(mine, site.options.limits.client, now);
  while (!talk.finished()) {
    if (common::stop_requested()) {
      talk.stop();
    }
    if (auto bytes = talk.outgoing(); !bytes.empty()) {
      site.desk.send(since_last_time(mine));  // before it can ask for it
      // Sleeps while the client does not take what it was sent before.
      limit.until(talk.deadline(), now);
      auto n = ::send(client, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      now = steady::now();
      talk.sent(n, now);
    } else if (const auto* request = talk.next_request()) {
      site.desk.send(since_last_time(mine));
      auto ready = answer(*request, site, prices);
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
  site.desk.send(since_last_time(mine));
}

// [handle_client]

// [threads]
void work(unsigned number, service& site) {
  trace::name_thread("worker " + std::to_string(number));
  while (auto client = site.arrivals.receive()) {
    site.desk.send(came{client->get()});
    handle_client(client->get(), site);
    site.desk.send(went{std::move(*client)});
  }
}

void quote(unsigned number, service& site) {
  trace::name_thread("quoter " + std::to_string(number));
  common::blocking_upstream upstream(site.options.upstream,
                                     site.options.limits.upstream,
                                     "upstream " + std::to_string(number));
  while (auto errand = site.questions.receive()) {
    upstream.ask(errand->question);  // sleeps until the price is here
    errand->back->send(std::move(*errand));
  }
}

void keep_desk(unsigned, service& site) {
  trace::name_thread("desk");
  desk keeper(site.options.files);
  while (auto note = site.desk.receive()) {
    std::visit(keeper, *note);
  }
}

// [threads]

void serve(const common::options& options) {
  service site{options};
  auto listener = common::listen_on(options, common::mode::blocking);
  stop_watch listening(listener.get(), stop_watch::act::shut_receiving);
  common::spare_descriptor spare;
  common::stats mine;
  // Ended in the other order: who is sent to outlives who sends.
  crew desk(site.desk, 1, keep_desk, site);
  crew quoters(site.questions, options.extra("--quoters"), quote, site);
  crew workers(site.arrivals, options.extra("--threads"), work, site);
  site.desk.send(counted{.threads = 1 + options.extra("--quoters") +
                                    options.extra("--threads")});
  for (long number = 1; !common::stop_requested();) {
    common::descriptor client(
        ::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (client) {
      trace::name(client.get(), "client " + std::to_string(number++));
      common::send_at_once(client.get());
      site.desk.send(counted{.accepts = 1});  // before it can ask how many
      if (!site.arrivals.try_send(client)) {
        site.desk.send(counted{.refused = 1});
        common::turn_away(std::move(client));
      }
    } else if (errno == EMFILE || errno == ENFILE) {
      // accept fails also when nobody is there: somebody is waited for.
      pollfd next{listener.get(), POLLIN, 0};
      ::poll(&next, 1, -1);
      common::turn_away_one(listener.get(), spare, mine);
      site.desk.send(since_last_time(mine));
    }
  }
  site.desk.send(leaving{});
}

const common::about ABOUT{
    "server",
    "threads that share nothing but channels (chapter 03)",
    "--threads clients at a time; --queue more wait for a thread; one more is\n"
    "answered 503. --quoters questions at a time; the others wait",
    {{"--threads", "how many clients are served at a time", 8, 1, 10000},
     {"--queue", "how many may wait for a thread", 256, 1, 100000},
     {"--quoters", "how many ask the upstream at a time", 16, 1, 10000}}};

}  // namespace
}  // namespace looplab::chapter

int main(int argc, char** argv) {
  using namespace looplab;
  return common::run_server(argc, argv, chapter::ABOUT, chapter::serve);
}
