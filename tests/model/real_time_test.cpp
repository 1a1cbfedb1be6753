// SPDX-License-Identifier: BSL-1.0
//
// The axis of real time: slices of equal length, the most telling state in
// each, and none of the time in which we held the program.
#include <string>

#include <gtest/gtest.h>

#include "tests/model/random_log.hpp"
#include "tests/model/whole_log.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::tests {
namespace {

using model::task_state;

constexpr std::int64_t ms = 1'000'000;

std::string cells_of(const model::lane& lane) {
  std::string out;
  for (const task_state state : lane.cells) {
    out += ".rRitldX"[static_cast<int>(state)];
  }
  return out;
}

std::string phases_of(const model::history& past) {
  std::string out;
  for (const model::column& c : past.columns) {
    out += ".TzPR"[static_cast<int>(c.phase)];
  }
  return out;
}

/// A loop that sleeps 5 ms before each turn, in which one task runs for 20 us.
log_builder& turns(log_builder& log, int count) {
  log.open(4, "epoll").task(1, "client 1");
  log.stop(1, trace::wait_why::io, fd(7));
  for (int i = 0; i < count; ++i) {
    log.poll_begin(fd(4)).after_ms(5).poll_end(fd(4), 1);
    log.ready(fd(7), trace::readable, fd(4)).wake(1, fd(7)).run(1, fd(7));
    log.act(fd(7), trace::verb::read, 5).stop(1, trace::wait_why::io, fd(7));
  }
  return log;
}

TEST(RealTime, GoesOnWhereNothingHappens) {
  log_builder log;
  model::timeline time(turns(log, 3).events());
  time.catch_up();
  const auto cells = [&](std::int64_t after_ns) {
    return cells_of(time.in_time(time.size(), 8, ms, after_ns).lanes[0]);
  };
  EXPECT_EQ(cells(0), "iiRiiiiR");
  EXPECT_EQ(cells(3 * ms), "iiiiRiii");
  EXPECT_EQ(cells(8 * ms), "iiiiiiii");
  EXPECT_EQ(cells(5000 * ms), "iiiiiiii");
}

TEST(RealTime, HandlersNearlyVanish) {
  log_builder log;
  model::timeline time(turns(log, 3).events());
  time.catch_up();
  const model::history past = time.in_time(time.size(), 60, ms);
  // The log is 15.2 ms long: sixteen slices of one millisecond.
  EXPECT_EQ(past.ns_per_column, ms);
  EXPECT_EQ(phases_of(past), "zzzzzRzzzzRzzzzR");
  ASSERT_EQ(past.lanes.size(), 1u);
  EXPECT_EQ(cells_of(past.lanes[0]), "iiiiiRiiiiRiiiiR");
  ASSERT_EQ(past.columns.size(), 16u);
  EXPECT_EQ(past.columns[5].turn, 1u);
  EXPECT_EQ(past.columns[10].turn, 2u);
  EXPECT_EQ(past.columns[15].turn, 3u);
  EXPECT_EQ(past.columns.back().entry, time.size() - 1);
  EXPECT_FALSE(past.holds_left_out);
}

TEST(RealTime, OnlyTheLastSlicesAreToldAndTheyBeginInTheStateThen) {
  log_builder log;
  model::timeline time(turns(log, 3).events());
  time.catch_up();
  const model::history past = time.in_time(time.size(), 4, ms);
  EXPECT_EQ(phases_of(past), "zzzR");
  EXPECT_EQ(cells_of(past.lanes.at(0)), "iiiR");
}

TEST(RealTime, ReasonsAreWrittenWhereTheyFit) {
  log_builder log;
  log.task(1, "client 1").stop(1, trace::wait_why::io, fd(7));
  log.after_ms(20).run(1);
  model::timeline time(log.events());
  time.catch_up();
  const model::history past = time.in_time(time.size(), 60, ms);
  ASSERT_EQ(past.lanes.at(0).labels.size(), 1u);
  EXPECT_EQ(past.lanes[0].labels[0].second, "io fd 7");
}

TEST(RealTime, TimeAtOurGateIsLeftOut) {
  using trace::gate_phase;
  log_builder log;
  log.task(1, "client 1").run(1).after_ms(3).gate(gate_phase::held);
  log.after_ms(9000).gate(gate_phase::released).after_ms(2);
  log.stop(1, trace::wait_why::io, fd(7));
  model::timeline time(log.events());
  time.catch_up();
  const model::history past = time.in_time(time.size(), 60, ms);
  EXPECT_EQ(cells_of(past.lanes.at(0)), "RRRRRR");
  EXPECT_TRUE(past.holds_left_out);
  EXPECT_EQ(time.time_scale(time.size(), 60), 100'000);
  // While it is held, the hold is not seen either.
  const model::history held = time.in_time(3, 60, ms);
  EXPECT_EQ(cells_of(held.lanes.at(0)), "RRRR");
}

TEST(RealTime, ALostBeginOfAHoldLeavesNoMoreOut) {
  log_builder log;
  log.task(1, "client 1").run(1).after_ms(3).gap(1);
  log.after_ms(9000).gate(trace::gate_phase::released);
  model::timeline time(log.events());
  time.catch_up();
  EXPECT_EQ(time.in_time(time.size(), 60, ms).columns.size(), 4u);
}

TEST(RealTime, TheScaleIsRoundAndHoldsTheLastTurns) {
  log_builder log;
  log.after_ms(60'000);  // long ago: not among the last turns
  model::timeline time(turns(log, 40).events());
  time.catch_up();
  // Eight turns of 5.06 ms in 60 columns: more than 0.5 ms each.
  EXPECT_EQ(time.time_scale(time.size(), 60), ms);
  EXPECT_EQ(time.time_scale(time.size(), 600), ms / 10);
  EXPECT_EQ(time.time_scale(0, 60), 1000);
  std::size_t turns_seen = 0;
  for (const model::column& c : time.in_time(time.size(), 60, ms).columns) {
    turns_seen += c.turn > 0 ? 1 : 0;
  }
  EXPECT_GE(turns_seen, 8u);
}

TEST(RealTime, ASliceShowsWhatWasMostTellingInAnyLog) {
  for (unsigned seed = 30; seed < 36; ++seed) {
    random_log log(seed);
    model::timeline time(log.grow(600).events());
    time.catch_up();
    for (std::size_t n = 0; n <= time.size(); n += 37) {
      const model::state now = time.at(n);
      const model::history past = time.in_time(n, 50, time.time_scale(n, 50));
      ASSERT_LE(past.columns.size(), 50u);
      ASSERT_EQ(past.lanes.size(), n == 0 ? 0 : now.tasks.size());
      for (std::size_t i = 0; i < past.lanes.size(); ++i) {
        ASSERT_EQ(past.lanes[i].self, now.tasks[i].self);
        ASSERT_EQ(past.lanes[i].cells.size(), past.columns.size());
        if (now.tasks[i].state == task_state::running) {
          ASSERT_EQ(past.lanes[i].cells.back(), task_state::running);
        }
      }
    }
  }
}

TEST(RealTime, NothingIsToldBeforeTheFirstEntry) {
  log_builder log;
  model::timeline time(turns(log, 1).events());
  time.catch_up();
  EXPECT_TRUE(time.in_time(0, 60, ms).columns.empty());
}

TEST(RealTime, ZoomsInStepsOfOneTwoAndFive) {
  const std::int64_t scales[] = {1'000,  2'000,  5'000,  10'000,
                                 20'000, 50'000, 100'000};
  for (int from = 0; from < 7; ++from) {
    for (int to = 0; to < 7; ++to) {
      EXPECT_EQ(model::zoomed(scales[from], to - from), scales[to])
          << from << " " << to;
    }
  }
  EXPECT_EQ(model::zoomed(1'000, -1), 1'000) << "shorter tells nothing";
  EXPECT_EQ(model::zoomed(50'000'000'000, 5), 100'000'000'000);
}

}  // namespace
}  // namespace looplab::tests
