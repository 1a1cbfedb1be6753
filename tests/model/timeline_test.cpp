// SPDX-License-Identifier: BSL-1.0
//
// Time as a parameter: whatever was asked before, a moment has one state, one
// history and one narration.
#include "visualizer/model/timeline.hpp"

#include <map>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/model/log_builder.hpp"
#include "tests/model/random_log.hpp"
#include "tests/model/same_state.hpp"
#include "tests/model/whole_log.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::tests {
namespace {

using model::task_state;

TEST(Timeline, BackAfterForwardGivesTheSameStateForEveryEntry) {
  random_log log(1);
  model::timeline time(log.grow(2500).events());
  time.catch_up();
  std::vector<std::string> first;
  for (std::size_t n = 0; n <= time.size(); ++n) {
    first.push_back(as_text(time.at(n)));
  }
  for (std::size_t n = time.size(); n-- > 0;) {
    ASSERT_EQ(as_text(time.at(n)), first[n]) << "entry " << n;
  }
}

TEST(Timeline, CatchingUpInPiecesEqualsOneWholeFold) {
  random_log log(2);
  model::timeline pieces(log.grow(0).events());
  for (int i = 0; i < 300; ++i) {
    log.grow(static_cast<std::size_t>(i % 13));
    pieces.catch_up();
  }
  model::timeline whole(log.grow(0).events());
  whole.catch_up();
  ASSERT_EQ(pieces.size(), whole.size());
  EXPECT_EQ(pieces.turns(), whole.turns());
  for (std::size_t n = 0; n <= whole.size(); n += 7) {
    ASSERT_EQ(as_text(pieces.at(n)), as_text(whole.at(n))) << "entry " << n;
    ASSERT_EQ(pieces.line(n), whole.line(n));
  }
}

void expect_one_running_a_thread(const model::state& s) {
  std::map<std::pair<int, trace::id>, int> running;
  for (const model::task& t : s.tasks) {
    if (t.state == task_state::running) {
      ASSERT_EQ(++running[std::make_pair(int(t.process), t.thread)], 1)
          << t.name << " is the second to run on its thread\n"
          << as_text(s);
    }
  }
}

class RandomLogs : public testing::TestWithParam<unsigned> {};

TEST_P(RandomLogs, OneTaskAtMostRunsOnAThread) {
  random_log log(GetParam());
  model::timeline time(log.grow(1500).events());
  time.catch_up();
  for (std::size_t n = 0; n <= time.size(); ++n) {
    expect_one_running_a_thread(time.at(n));
    if (HasFatalFailure()) {
      return;
    }
  }
}

TEST_P(RandomLogs, HistoryShowsTheStateOfEachColumn) {
  random_log log(GetParam());
  model::timeline time(log.grow(1200).events());
  time.catch_up();
  for (std::size_t n = 1; n <= time.size(); n += 17) {
    const model::history past = time.before(n, 40);
    const model::state now = time.at(n);
    ASSERT_LE(past.columns.size(), 40u);
    if (past.columns.empty()) {
      continue;  // nothing but our gate so far
    }
    ASSERT_EQ(past.lanes.size(), now.tasks.size());
    for (std::size_t i = 0; i < past.lanes.size(); ++i) {
      ASSERT_EQ(past.lanes[i].self, now.tasks[i].self);
      ASSERT_EQ(past.lanes[i].cells.size(), past.columns.size());
      ASSERT_EQ(past.lanes[i].cells.back(), now.tasks[i].state)
          << "entry " << n << " lane " << now.tasks[i].name << "\n"
          << as_text(now);
    }
    ASSERT_EQ(past.columns.back().entry, n - 1);
  }
}

TEST_P(RandomLogs, OlderColumnsAgreeWithTheStateThen) {
  random_log log(GetParam());
  model::timeline time(log.grow(400).events());
  time.catch_up();
  const model::history past = time.before(time.size(), 100);
  const model::state now = time.at(time.size());
  for (std::size_t c = 0; c < past.columns.size(); ++c) {
    const model::state then = time.at(past.columns[c].entry + 1);
    for (std::size_t i = 0; i < now.tasks.size(); ++i) {
      for (const model::task& t : then.tasks) {
        if (t.self == now.tasks[i].self && t.born == now.tasks[i].born &&
            t.process == now.tasks[i].process) {
          ASSERT_EQ(past.lanes[i].cells[c], t.state)
              << t.name << " in column " << c;
        }
      }
    }
  }
}

TEST_P(RandomLogs, NarrationAlwaysFits) {
  random_log log(GetParam());
  model::timeline time(log.grow(1500).events());
  time.catch_up();
  for (std::size_t n = 0; n <= time.size(); ++n) {
    const model::narration told = time.tell(n);
    ASSERT_FALSE(told.what.empty());
    ASSERT_LE(model::width_of(told.what), 76u) << told.what;
    ASSERT_LE(model::width_of(told.next), 76u) << told.next;
    ASSERT_EQ(told.what.back(), '.') << "cut: " << told.what;
    ASSERT_TRUE(told.next.empty() || told.next.back() == '.') << told.next;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomLogs, testing::Range(10u, 18u));

TEST(Timeline, EndedTasksDoNotPileUp) {
  log_builder log;
  for (trace::id t = 1; t <= 1000; ++t) {
    log.task(t, "client")
        .run(t)
        .open(7, "socket")
        .stop(t, trace::wait_why::io, fd(7));
    log.act(fd(7), trace::verb::close).end(fd(7)).end(t);
    log.start(t + 5000, trace::verb::arm, t, log.now_ns() + 1000);
    log.done(t + 5000, trace::verb::arm).end(t + 5000);
  }
  model::timeline time(log.events());
  time.catch_up();
  const model::state s = time.at(time.size());
  EXPECT_LE(s.tasks.size(), 40u);
  EXPECT_GE(s.tasks.size(), 8u);
  EXPECT_EQ(s.tasks.back().self, 1000u);
  EXPECT_LE(s.descriptors.size(), 40u);
  EXPECT_TRUE(s.timers.empty());
  for (std::size_t i = 1; i < s.tasks.size(); ++i) {
    EXPECT_LT(s.tasks[i - 1].born, s.tasks[i].born);
  }
}

/// A loop whose turns begin at known entries.
std::vector<std::size_t> three_turns(log_builder& log) {
  std::vector<std::size_t> begins;
  for (int i = 0; i < 3; ++i) {
    log.poll_begin(fd(4)).after_ms(5).poll_end(fd(4), 1);
    begins.push_back(log.size());
    log.ready(fd(7), trace::readable, fd(4)).act(fd(7), trace::verb::read, 5);
  }
  return begins;
}

TEST(Timeline, TurnsAreFoundInBothDirections) {
  log_builder log;
  log.open(4, "epoll");
  const auto begins = three_turns(log);
  model::timeline time(log.events());
  time.catch_up();
  EXPECT_EQ(time.turns(), 3u);
  EXPECT_EQ(time.turn_at(0), 0u);
  EXPECT_EQ(time.turn_at(begins[1]), 2u);
  EXPECT_EQ(time.turn_at(begins[1] - 1), 1u);
  EXPECT_EQ(time.turn_at(time.size()), 3u);
  EXPECT_EQ(time.next_turn(0), begins[0]);
  EXPECT_EQ(time.next_turn(begins[0]), begins[1]);
  EXPECT_EQ(time.next_turn(begins[2]), time.size());
  EXPECT_EQ(time.previous_turn(time.size()), begins[2]);
  EXPECT_EQ(time.previous_turn(begins[2]), begins[1]);
  EXPECT_EQ(time.previous_turn(begins[0]), 0u);
}

TEST(Timeline, SleepsAreAFewColumnsAndTurnsAreMarked) {
  log_builder log;
  log.open(4, "epoll");
  three_turns(log);
  model::timeline time(log.events());
  time.catch_up();
  const model::history past = time.before(time.size(), 60);
  std::size_t asleep = 0;
  std::vector<std::uint64_t> turns;
  for (const model::column& c : past.columns) {
    if (c.slept_ns > 0) {
      ++asleep;
      EXPECT_EQ(c.slept_ns, 5'000'000);
      EXPECT_EQ(c.phase, model::loop_phase::asleep);
    }
    if (c.turn > 0) {
      turns.push_back(c.turn);
      EXPECT_EQ(c.phase, model::loop_phase::polled);
    }
  }
  EXPECT_EQ(asleep, 6u);  // 5 ms are two columns
  EXPECT_EQ(turns, (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST(Timeline, WhatIsNoStepHasNoColumn) {
  using trace::gate_phase;
  log_builder log;
  log.open(4, "epoll").poll_begin(fd(4));
  log.after_ms(5)
      .gate(gate_phase::held)
      .after_ms(900)
      .gate(gate_phase::released);
  log.poll_end(fd(4), 1).watch(7, fd(4), 1, 7).gate(gate_phase::held);
  model::timeline time(log.events());
  time.catch_up();
  std::string phases;
  for (const model::column& c : time.before(time.size(), 60).columns) {
    phases += c.phase == model::loop_phase::asleep   ? 'z'
              : c.phase == model::loop_phase::polled ? 'P'
                                                     : '.';
  }
  // open, begin, two columns of sleep, but none of the 900 ms it was held;
  // end and interest, but not the token nor the gate.
  EXPECT_EQ(phases, ".zzzPP");
  EXPECT_EQ(time.before(time.size(), 2).columns.size(), 2u);
  EXPECT_EQ(time.before(time.size(), 2).columns[0].turn, 1u);
}

TEST(Timeline, ReasonsAreWrittenWhereTheyFit) {
  log_builder log;
  log.open(4, "epoll")
      .task(1, "client 1")
      .run(1)
      .stop(1, trace::wait_why::io, fd(7));
  for (int i = 0; i < 20; ++i) {
    log.value(4, "n", i);
  }
  model::timeline time(log.events());
  time.catch_up();
  const model::history past = time.before(time.size(), 30);
  ASSERT_EQ(past.lanes.size(), 1u);
  ASSERT_EQ(past.lanes[0].labels.size(), 1u);
  EXPECT_EQ(past.lanes[0].labels[0].second, "io fd 7");
}

TEST(Timeline, ChangesOfOneTaskAreFoundInBothDirections) {
  log_builder log;
  log.task(1, "client 1").task(2, "client 2").wake(1);  // entry 2
  for (int i = 0; i < 1500; ++i) {
    log.run(2).stop(2, trace::wait_why::io, fd(8));
  }
  log.run(1);
  const std::size_t ran = log.size();
  log.run(2);  // a lost stop: the first no longer runs
  model::timeline time(log.events());
  time.catch_up();
  EXPECT_EQ(time.next_change(0, 1), 1u);
  EXPECT_EQ(time.next_change(3, 1), ran);
  EXPECT_EQ(time.previous_change(ran, 1), 3u);
  EXPECT_EQ(time.previous_change(3, 1), 1u);
  EXPECT_EQ(time.next_change(ran, 1), ran + 1);
  using found = std::vector<std::size_t>;
  EXPECT_EQ(time.changes(0, time.size(), 1), (found{1, 3, ran, ran + 1}));
  EXPECT_EQ(time.changes(1, ran, 1), (found{3, ran}));
  EXPECT_EQ(time.previous_change(1, 1), 0u);
  EXPECT_EQ(time.at(time.size()).lost, 1u);
}

}  // namespace
}  // namespace looplab::tests
