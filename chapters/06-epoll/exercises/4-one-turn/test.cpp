// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 06.4. The clock is the test's: it moves while the loop
// sleeps in epoll_wait, and by nothing else.
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"

struct timer_list {
  virtual ~timer_list() = default;
  virtual int until_next(long now) = 0;
  virtual void run(long now) = 0;
};

void turn(int epoll, timer_list& timers);

namespace {

std::string story;  // what the turn did, in its order
long ms = 0;        // the clock

}  // namespace

long look_at_clock() {
  using namespace looplab::exercise;
  // Each sleep of the loop has taken 30 ms on this clock.
  const auto seen = deeds();
  ms = 30 * std::count_if(seen.begin(), seen.end(), [](const deed& one) {
         return one.kind == looplab::trace::event_kind::poll &&
                one.sub ==
                    static_cast<std::uint8_t>(looplab::trace::poll_phase::end);
       });
  return ms;
}

void run_ready(epoll_event*, int count) {
  for (int i = 0; i < count; ++i) {
    story += "ready ";
  }
}

namespace looplab::exercise {

namespace {

constexpr property timers_run{
    "timers", "run a timer in the turn in which its time has come"};
constexpr property sleeps_well{
    "sleeps", "sleep until the next timer is due, if nobody is ready"};
constexpr property ready{"ready", "run who is ready, each once"};
constexpr property timers_first{"timers-first",
                                "run the timers before who is ready"};

// One timer, due at 30.
class one_timer : public timer_list {
 public:
  int until_next(long now) override {
    return static_cast<int>(std::max(0L, 30 - now));
  }

  void run(long now) override {
    if (now >= 30 && !done_) {
      story += "timer ";
      done_ = true;
    }
  }

 private:
  bool done_ = false;
};

class watched {
 public:
  watched() {
    epoll_event about{EPOLLIN, {.fd = far.near()}};
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, far.near(), &about);
  }

  ~watched() { ::close(epoll); }

  watched(const watched&) = delete;
  watched& operator=(const watched&) = delete;

  far_end far;
  int epoll = ::epoll_create1(EPOLL_CLOEXEC);
};

}  // namespace

void test() {
  watched client;
  one_timer timers;
  trying(timers_run);
  turn(client.epoll, timers);
  expect(story == "timer ",
         "a timer was due after the sleep, and the turn ran: " + story);
  const auto seen = deeds();
  trying(sleeps_well);
  const auto* looked = first(seen, [](const deed& one) {
    return one.kind == trace::event_kind::poll && one.arg == 0 &&
           one.sub == static_cast<std::uint8_t>(trace::poll_phase::begin);
  });
  expect(looked == nullptr, "it did not sleep, although nobody was ready",
         looked);
  trying(ready);
  client.far.send("x");
  story.clear();
  one_timer again;
  turn(client.epoll, again);
  expect(story.find("ready ") != story.npos,
         "a descriptor was ready, and the turn ran: " + story);
  trying(timers_first);
  expect(story == "timer ready ",
         "a timer was due and a descriptor ready; they ran as: " + story);
}

}  // namespace looplab::exercise
