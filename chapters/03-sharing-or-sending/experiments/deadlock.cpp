// SPDX-License-Identifier: BSL-1.0
//
// Each holds what the other wants. With locks, and with channels too: sending
// is waiting. Nobody waits for ever here, so that the program can tell of it.
#include <barrier>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>

#include "chapters/03-sharing-or-sending/channel.hpp"
#include "chapters/03-sharing-or-sending/experiments/everybody_sleeps.hpp"

namespace {

using namespace looplab::chapter;

void both(const std::function<void(int)>& work) {
  std::jthread first(work, 0);
  std::jthread second(work, 1);
}

void with_locks() {
  std::mutex locks[2];
  bool got[2];
  std::barrier meet(2);
  both([&](int who) {
    std::lock_guard mine(locks[who]);
    meet.arrive_and_wait();
    got[who] = locks[1 - who].try_lock();  // lock() would never return
    meet.arrive_and_wait();
  });
  for (int who : {0, 1}) {
    std::printf("thread %d holds lock %d and wants lock %d: %s\n", who, who,
                1 - who, got[who] ? "gets it" : "held by the other");
  }
  both([&](int who) { std::scoped_lock all(locks[who], locks[1 - who]); });
  std::printf("with std::scoped_lock both have had both\n");
}

// Both send before they receive. It depends on the room whether that ends.
void with_channels(std::size_t room) {
  channel<int> to[2]{channel<int>("to 0", room), channel<int>("to 1", room)};
  bool sent[2];
  std::jthread pair([&] {
    both([&](int who) {
      sent[who] = to[1 - who].send(who);
      to[who].receive();
    });
  });
  wait_until_everybody_sleeps();
  to[0].close();  // ends it: who waits to send is told that it is in vain
  to[1].close();
  pair.join();
  std::printf("channels with room for %zu: %s\n", room,
              sent[0] && sent[1] ? "both have sent, and then received"
                                 : "both send, and nobody receives");
}

}  // namespace

int main() {
  with_locks();
  with_channels(0);
  with_channels(1);
}
