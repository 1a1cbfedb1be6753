// SPDX-License-Identifier: BSL-1.0
//
// Finding stops in a log, forwards and backwards.
#include "visualizer/model/stops.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "tests/model/random_log.hpp"
#include "tests/model/whole_log.hpp"

namespace looplab::tests {
namespace {

using model::next_stop;
using model::previous_stop;
using model::stop;
using model::stop_at;
using model::task_state;

stop at_line(std::uint32_t line) {
  stop out;
  out.file = "src/server.cpp";
  out.line = line;
  return out;
}

stop in_state(trace::id who, task_state state) {
  stop out;
  out.what = stop_at::state;
  out.who = who;
  out.name = "client";
  out.state = state;
  return out;
}

/// Three times round: line 10 runs, line 20 waits.
log_builder rounds() {
  log_builder log;
  log.task(1, "client");
  for (int i = 0; i < 3; ++i) {
    log.at("src/server.cpp", 10, "serve").wake(1).run(1);
    log.at("src/server.cpp", 20, "serve").stop(1, wait_why::io, fd(7));
  }
  return log;
}

struct run {
  explicit run(log_builder& log) : time(log.events()) { time.catch_up(); }

  std::vector<std::size_t> forwards(const std::vector<stop>& stops) {
    std::vector<std::size_t> out;
    for (std::size_t at = 0;;) {
      const auto found = next_stop(time, stops, at, false);
      if (found.found == nullptr) {
        return out;
      }
      out.push_back(at = found.cursor);
    }
  }

  std::vector<std::size_t> backwards(const std::vector<stop>& stops) {
    std::vector<std::size_t> out;
    for (std::size_t at = time.size() + 1;;) {
      const auto found = previous_stop(time, stops, at);
      if (found.found == nullptr) {
        return {out.rbegin(), out.rend()};
      }
      out.push_back(at = found.cursor);
    }
  }

  model::timeline time;
};

TEST(Stops, AreFoundAtALine) {
  log_builder log = rounds();
  EXPECT_EQ(run(log).forwards({at_line(20)}),
            (std::vector<std::size_t>{4, 7, 10}));
  EXPECT_TRUE(run(log).forwards({at_line(30)}).empty());
  EXPECT_EQ(stop_name(at_line(20)), "server.cpp:20");
}

TEST(Stops, AreFoundWhereALaneComesIntoAState) {
  log_builder log = rounds();
  const stop ready = in_state(1, task_state::ready);
  EXPECT_EQ(run(log).forwards({ready}), (std::vector<std::size_t>{2, 5, 8}));
  EXPECT_EQ(stop_name(ready), "client: ready");
  run all(log);
  const std::vector<stop> both = {at_line(20), ready};
  EXPECT_EQ(next_stop(all.time, both, 2, false).found, both.data());
}

TEST(Stops, AreFoundWhereTheLoopComesIntoAPhase) {
  log_builder log;
  for (int i = 0; i < 2; ++i) {
    log.poll_begin(fd(4)).poll_end(fd(4), 1).ready(fd(7), 1, fd(4));
    log.act(fd(7), verb::read, 5);
  }
  stop asleep;
  asleep.what = stop_at::phase;
  asleep.phase = model::loop_phase::asleep;
  EXPECT_EQ(run(log).forwards({asleep}), (std::vector<std::size_t>{1, 5}));
}

TEST(Stops, WaitForALineThatMayStillBecomeKnown) {
  log_builder log = rounds();
  trace::place unresolved;
  unresolved.address = 0x1234;
  const auto place = log.events().add_place(unresolved);
  trace::entry e = log.events()[2];
  e.place = place;
  log.events().append(e);
  log.at("src/server.cpp", 30, "serve").wake(1);
  run all(log);
  const std::vector<stop> stops = {at_line(30)};
  EXPECT_EQ(next_stop(all.time, stops, 0, true).cursor, 10u);
  EXPECT_EQ(next_stop(all.time, stops, 0, true).found, nullptr);
  EXPECT_NE(next_stop(all.time, stops, 0, false).found, nullptr);
}

TEST(Stops, AreTheSameOnesInBothDirections) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    random_log made(seed);
    run all(made.grow(1500));
    for (const task_state state :
         {task_state::running, task_state::ready, task_state::waits_io}) {
      const std::vector<stop> stops = {in_state(3, state), in_state(5, state)};
      EXPECT_EQ(all.forwards(stops), all.backwards(stops)) << seed;
    }
  }
}

}  // namespace
}  // namespace looplab::tests
