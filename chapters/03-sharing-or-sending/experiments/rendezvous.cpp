// SPDX-License-Identifier: BSL-1.0
//
// When does send return? A receiver takes one message at each tick. There is no
// clock in it: a tick is over when nobody can do anything more.
#include <atomic>
#include <cstdio>
#include <thread>

#include "chapters/03-sharing-or-sending/channel.hpp"
#include "chapters/03-sharing-or-sending/experiments/everybody_sleeps.hpp"

namespace {

using namespace looplab::chapter;

constexpr int MESSAGES = 3;

void run(std::size_t room) {
  channel<int> messages("messages", room);
  std::atomic<int> tick = 0;
  int returned[MESSAGES] = {};
  {
    std::jthread sender([&] {
      for (int& each : returned) {
        messages.send(0);
        each = tick;
      }
    });
    for (int i = 0; i < MESSAGES; ++i) {
      wait_until_everybody_sleeps();
      ++tick;
      messages.receive();
    }
  }
  std::printf("room %zu: send returns at tick", room);
  for (int each : returned) {
    std::printf(" %d", each);
  }
  std::printf("\n");
}

}  // namespace

int main() {
  for (std::size_t room : {0, 1, 2, 3}) {
    run(room);
  }
}
