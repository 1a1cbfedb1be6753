// SPDX-License-Identifier: BSL-1.0
//
// Locks that are held too long or in the wrong order, and those that are not.
// Nobody waits for ever, so that the program ends.
#include <atomic>
#include <barrier>
#include <chrono>
#include <mutex>
#include <thread>

#include "tests/warnings/programs/trouble.hpp"

namespace looplab::trouble {

void locks_crosswise() {
  std::timed_mutex locks[2];
  std::barrier meet(2);
  const auto take_both = [&](int mine) {
    const std::scoped_lock hold(locks[mine]);
    meet.arrive_and_wait();
    if (locks[1 - mine].try_lock_for(std::chrono::milliseconds(2500))) {
      locks[1 - mine].unlock();
    }
  };
  std::jthread first(take_both, 0);
  std::jthread second(take_both, 1);
}

void locks_both_at_once() {
  std::mutex locks[2];
  const auto take_both = [&](int mine) {
    for (int i = 0; i < 200; ++i) {
      const std::scoped_lock hold(locks[mine], locks[1 - mine]);
      compute_ms(1);
    }
  };
  std::jthread first(take_both, 0);
  std::jthread second(take_both, 1);
}

namespace {

/// A lock that one handler takes and a later one gives back, while another
/// thread wants it.
void lock_for_turns(small_loop& loop, std::mutex& lock) {
  std::atomic<bool> taken = false;
  std::jthread other([&] {
    taken.wait(false);
    const std::scoped_lock hold(lock);
  });
  loop.turns(1, [&] {
    lock.lock();
    taken = true;
    taken.notify_one();
  });
  loop.turn([] {}, 100);
  lock.unlock();
  other.join();
}

}  // namespace

void lock_across_a_turn() {
  small_loop loop;
  std::mutex lock;
  lock_for_turns(loop, lock);
  pass_ms(400);
}

void lock_within_a_turn() {
  small_loop loop;
  std::mutex lock;
  std::atomic<bool> stop = false;
  std::jthread other([&] {
    while (!stop) {
      const std::scoped_lock hold(lock);
    }
  });
  for (int i = 0; i < 20; ++i) {
    loop.turns(1, [&] {
      const std::scoped_lock hold(lock);
      compute_ms(1);
    });
    loop.turn([] {}, 5);
  }
  stop = true;
  other.join();
  pass_ms(400);
}

}  // namespace looplab::trouble
