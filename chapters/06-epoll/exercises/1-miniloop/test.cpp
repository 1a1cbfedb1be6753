// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 06.1. Times are only compared with each other: what a
// loaded machine makes late stays in its order.
#include <unistd.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"

struct loop {
  using function = std::function<void()>;
  virtual ~loop() = default;
  virtual void watch(int fd, function readable) = 0;
  virtual void after(int ms, function what) = 0;
  virtual void post(function what) = 0;
  virtual void run() = 0;
  virtual void stop() = 0;
};

std::unique_ptr<loop> make_loop();

namespace looplab::exercise {

namespace {

constexpr property timers{"timers", "run a timer when its time has come"};
constexpr property hears_meanwhile{
    "hears-meanwhile", "watch descriptors while a timer is not due", "M14"};
constexpr property timers_in_order{"timers-in-order",
                                   "run timers in the order of their times"};
constexpr property sleeps_until{
    "sleeps", "sleep in epoll_wait while there is nothing to do", "M08"};
constexpr property post_wakes{"post-wakes",
                              "wake the loop when another thread posts"};
constexpr property post_runs_inside{
    "post-runs-inside", "run what is posted in the loop's own thread", "M04"};
constexpr property takes_turns{
    "takes-turns", "let others run, although somebody posts again and again"};
constexpr property closes{"closes", "close what it has opened"};

void read_some(int fd) {
  char buffer[100];
  (void)!::read(fd, buffer, sizeof buffer);
}

// A byte is there from the begin: it is read before the timer has its turn.
void try_timer() {
  trying(timers);
  auto it = make_loop();
  far_end client;
  client.send("x");
  std::string log;
  it->watch(client.near(), [&] {
    read_some(client.near());
    log += "byte ";
  });
  it->after(50, [&] {
    log += "timer";
    it->stop();
  });
  it->run();
  const auto seen = deeds();
  trying(hears_meanwhile);
  const auto* nap = first(seen, sleeps);
  expect(nap == nullptr, "it slept, and heard no descriptor meanwhile", nap);
  expect(log == "byte timer", "it ran: " + log);
}

void try_order() {
  trying(timers_in_order);
  auto it = make_loop();
  std::string log;
  it->after(90, [&] {
    log += "90 ";
    it->stop();
  });
  it->after(10, [&] { log += "10 "; });
  it->after(50, [&] { log += "50 "; });
  it->run();
  expect(log == "10 50 90 ", "timers of 90, 10 and 50 ms ran as: " + log);
}

void try_sleeping() {
  trying(sleeps_until);
  auto it = make_loop();
  it->after(200, [&] { it->stop(); });
  it->run();
  const auto seen = deeds();
  const deed* last = nullptr;
  int polls = 0;
  for (const deed& one : seen) {
    if (one.kind == trace::event_kind::poll &&
        one.sub == static_cast<std::uint8_t>(trace::poll_phase::begin)) {
      ++polls;
      last = &one;
    }
  }
  expect(polls > 0, "it did not sleep in epoll_wait");
  expect(polls <= 5,
         "nothing happened for 200 ms, and it woke " +
             std::to_string(polls - 1) + " times to look",
         last);
}

void try_post() {
  trying(post_runs_inside);
  auto it = make_loop();
  const int inside = this_tid();
  int ran_in = 0;
  bool too_late = false;
  std::thread other([&] {
    asleep(inside, 500);
    it->post([&] {
      ran_in = this_tid();
      if (ran_in == inside) {
        it->stop();
      }
    });
  });
  it->after(2000, [&] {
    too_late = true;
    it->stop();
  });
  it->run();
  other.join();
  expect(ran_in == 0 || ran_in == inside,
         "it ran in the thread that posted it");
  trying(post_wakes);
  expect(!too_late,
         "another thread posted to a sleeping loop, and it slept "
         "on until its next timer");
}

void try_turns() {
  trying(takes_turns);
  auto it = make_loop();
  long runs = 0;
  std::function<void()> again = [&] {
    ++runs;
    expect(runs < 200'000,
           "it ran what posts itself 200000 times, and the timer of 10 ms "
           "never had its turn");
    it->post(again);
  };
  it->after(10, [&] { it->stop(); });
  it->post(again);
  it->run();
}

}  // namespace

void test() {
  const auto before = open_descriptors();
  try_timer();
  try_order();
  try_sleeping();
  try_post();
  try_turns();
  trying(closes);
  const auto left = open_descriptors() - before;
  expect(left == 0, "it left " + std::to_string(left) +
                        " descriptors open, after 5 loops");
}

}  // namespace looplab::exercise
