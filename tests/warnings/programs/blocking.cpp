// SPDX-License-Identifier: BSL-1.0
//
// Calls that stand still on a loop's thread, and the same where they do no
// harm.
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "tests/warnings/programs/trouble.hpp"

namespace looplab::trouble {

namespace {

void sleep_ms(long ms) {
  const timespec length{ms / 1000, ms % 1000 * 1'000'000};
  ::nanosleep(&length, nullptr);
}

}  // namespace

void sleep_in_the_loop() {
  small_loop loop;
  loop.turns(3, [] { sleep_ms(30); });
}

void sleep_beside_the_loop() {
  std::jthread other([] { sleep_ms(100); });
  small_loop loop;
  loop.turns(20, [] { sleep_ms(0); });
  other.join();
  sleep_ms(30);  // after the last turn nobody is kept waiting: no loop goes on
}

void lock_in_the_loop() {
  std::mutex lock;
  std::atomic<bool> taken = false;
  std::jthread other([&] {
    const std::scoped_lock hold(lock);
    taken = true;
    taken.notify_one();
    pass_ms(150);
  });
  taken.wait(false);
  small_loop loop;
  loop.turns(1, [&] { const std::scoped_lock hold(lock); });
  pass_ms(400);
}

void read_in_the_loop() {
  int pipe[2];
  if (::pipe(pipe) != 0) {
    return;
  }
  std::jthread other([&] {
    pass_ms(150);
    [[maybe_unused]] const auto sent = ::write(pipe[1], "x", 1);
  });
  small_loop loop;
  loop.turns(1, [&] {
    char byte = 0;
    [[maybe_unused]] const auto got = ::read(pipe[0], &byte, 1);
  });
  pass_ms(400);
}

/// A blocking descriptor whose bytes are there makes nobody wait.
void read_what_is_there() {
  int pipe[2];
  if (::pipe(pipe) != 0) {
    return;
  }
  small_loop loop;
  loop.turns(200, [&] {
    char byte = 0;
    [[maybe_unused]] const auto sent = ::write(pipe[1], "x", 1);
    [[maybe_unused]] const auto got = ::read(pipe[0], &byte, 1);
  });
  pass_ms(400);
}

}  // namespace looplab::trouble
