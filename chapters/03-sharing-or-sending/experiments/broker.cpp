// SPDX-License-Identifier: BSL-1.0
//
// Publish and subscribe with nothing but blocking calls. One of two subscribers
// receives nothing at first: how much waits for it, and who waits with it?
#include <sys/resource.h>

#include <atomic>
#include <cstdio>
#include <map>
#include <thread>

#include "chapters/03-sharing-or-sending/channel.hpp"
#include "chapters/03-sharing-or-sending/experiments/everybody_sleeps.hpp"

namespace {

using namespace looplab::chapter;
using inbox = channel<std::string>;

constexpr int MESSAGES = 5000;

struct note {
  std::string topic, text;
  inbox* subscriber;  // who wants the topic, or null: it is news
};

// [broker]
// An actor: nobody else touches the subscribers, so there is nothing to lock.
void broker(channel<note>& mailbox) {
  std::multimap<std::string, inbox*> subscribers;
  while (auto next = mailbox.receive()) {
    if (next->subscriber) {
      subscribers.emplace(next->topic, next->subscriber);
      continue;
    }
    auto [first, last] = subscribers.equal_range(next->topic);
    for (; first != last; ++first) {
      first->second->send(next->text);  // sleeps while there is no room
    }
  }
  for (auto& [topic, subscriber] : subscribers) {
    subscriber->close();
  }
}

// [broker]

void run(std::size_t room) {
  channel<note> mailbox("mailbox");
  inbox to_fast("to fast", room), to_slow("to slow", room);
  std::atomic<int> published = 0, fast = 0;
  std::jthread clerk(broker, std::ref(mailbox));
  std::jthread reader([&] {
    for (; to_fast.receive(); ++fast) {
    }
  });
  std::jthread publisher([&] {
    mailbox.send({"prices", "", &to_fast});
    mailbox.send({"prices", "", &to_slow});
    for (; published < MESSAGES; ++published) {
      mailbox.send({"prices", std::string(4096, '.'), nullptr});
    }
    mailbox.close();
  });
  wait_until_everybody_sleeps();
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  std::printf("room %5zu: %5d published, %5d read by the fast one, %3ld MiB\n",
              room, published.load(), fast.load(), used.ru_maxrss >> 10);
  while (to_slow.receive()) {
  }
}

}  // namespace

int main() {
  for (std::size_t room : {0, 16, 256, MESSAGES}) {
    run(room);
  }
}
