// SPDX-License-Identifier: BSL-1.0
//
// The desk knows who is being served, and counts. It is an actor: a mailbox,
// things that nobody else touches, and turns, one message at a time. What
// chapter 02 guards with a mutex and with atomics needs neither here.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <set>
#include <variant>

#include "chapters/03-sharing-or-sending/channel.hpp"
#include "chapters/common/descriptor.hpp"
#include "chapters/common/routes.hpp"

namespace looplab::chapter {

/// A worker serves this client from now on.
struct came {
  int client;
};

/// It is over. The descriptor comes with the message: whoever closed it could
/// otherwise see its number given to another client, and the desk shut that.
struct went {
  common::descriptor client;
};

/// What has been done since it was last told.
struct counted {
  std::int64_t threads = 0;
  std::int64_t accepts = 0;
  std::int64_t refused = 0;
  std::int64_t in_flight = 0;
  std::int64_t bytes = 0;
};

/// Takes what a thread has counted for itself, to be sent.
inline counted since_last_time(common::stats& own) {
  counted what;
  what.refused = own.refused.exchange(0);
  what.in_flight = own.in_flight.exchange(0);
  what.bytes = own.bytes_copied.exchange(0);
  return what;
}

/// A question to the desk, and where its answer goes. The channel must have
/// room for it: the desk waits for nobody.
struct asked {
  common::request what;
  channel<common::answer>* reply;
};

/// The server is leaving: no client sends requests any more.
struct leaving {};

using note = std::variant<came, went, counted, asked, leaving>;

/// Thread safety: none, and none is needed: one thread receives the notes.
class desk {
 public:
  explicit desk(const std::string& files) : routes_(files, numbers_) {}

  // [turns]
  void operator()(came& who) {
    clients_.insert(who.client);
    if (leaving_) {
      ::shutdown(who.client, SHUT_RD);
    }
  }

  void operator()(went& who) { clients_.erase(who.client.get()); }

  void operator()(counted& what) {
    common::stats::add(numbers_.threads, what.threads);
    common::stats::add(numbers_.accepts, what.accepts);
    common::stats::add(numbers_.refused, what.refused);
    common::stats::add(numbers_.in_flight, what.in_flight);
    common::stats::add(numbers_.bytes_copied, what.bytes);
  }

  void operator()(asked& it) {
    it.reply->send(routes_.respond(it.what).answer);
  }

  void operator()(chapter::leaving&) {
    leaving_ = true;
    for (int client : clients_) {
      ::shutdown(client, SHUT_RD);  // each recv returns 0, now and later
    }
  }

  // [turns]

 private:
  common::stats numbers_;
  common::routes routes_;
  std::set<int> clients_;
  bool leaving_ = false;
};

}  // namespace looplab::chapter
