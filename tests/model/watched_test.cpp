// SPDX-License-Identifier: BSL-1.0
//
// Descriptors that loops watch: whose token it was, who bears a number now,
// and what their lanes say in a program that names no tasks.
#include <gtest/gtest.h>

#include "tests/model/whole_log.hpp"

namespace looplab::tests {
namespace {

using model::task_state;

task_state lane(const model::state& s, int number) {
  const model::task* t = s.find_task(0, fd(number));
  return t == nullptr ? task_state::fresh : t->state;
}

TEST(Watched, LaneTellsWhatWasSeenOfADescriptor) {
  log_builder log;
  log.open(4, "epoll").poll_begin(fd(4), 0).poll_end(fd(4), 0);
  log.open(7, "socket").watch(7, fd(4), 1, 70).open(9, "socket");
  log.watch(9, fd(4), 1, 90);
  EXPECT_EQ(lane(end_of(log), 7), task_state::waits_io);
  log.poll_begin(fd(4)).poll_end(fd(4), 2);
  log.ready(0, trace::readable, fd(4), 70).ready(0, trace::readable, fd(4), 90);
  model::state s = end_of(log);
  EXPECT_EQ(lane(s, 7), task_state::ready);
  EXPECT_EQ(s.shown_loop()->in_line, (std::vector<trace::id>{fd(7), fd(9)}));
  EXPECT_EQ(s.shown_loop()->woken_by, (std::vector<trace::id>{fd(7), fd(9)}));
  log.act(fd(7), verb::read, 5);
  s = end_of(log);
  EXPECT_EQ(lane(s, 7), task_state::running);
  EXPECT_EQ(s.shown_loop()->running, fd(7));
  log.act(fd(9), verb::read, 5);
  s = end_of(log);
  EXPECT_EQ(lane(s, 7), task_state::waits_io);
  EXPECT_EQ(lane(s, 9), task_state::running);
  log.poll_begin(fd(4));
  EXPECT_EQ(lane(end_of(log), 9), task_state::waits_io);
}

TEST(Watched, WhatWasReportedAndNotReadWaitsAgain) {
  log_builder log;
  log.open(4, "epoll").open(7, "socket").watch(7, fd(4), 1, 70);
  log.poll_begin(fd(4)).poll_end(fd(4), 1);
  log.ready(0, trace::readable, fd(4), 70).poll_begin(fd(4));
  EXPECT_EQ(lane(end_of(log), 7), task_state::waits_io);
}

TEST(Watched, TokenOfAnotherLoopOrAClosedDescriptorMeansNobody) {
  log_builder log;
  log.open(4, "epoll").open(5, "epoll").open(7, "socket");
  log.watch(7, fd(4), 1, 70);
  log.poll_begin(fd(5)).poll_end(fd(5), 1);
  log.ready(0, trace::readable, fd(5), 70);
  EXPECT_EQ(lane(end_of(log), 7), task_state::waits_io);
  log.act(fd(7), verb::close).end(fd(7));
  log.ready(0, trace::readable, fd(4), 70);
  EXPECT_EQ(lane(end_of(log), 7), task_state::done);
}

TEST(Watched, ReusedNumberIsANewDescriptor) {
  log_builder log;
  log.open(4, "epoll").open(7, "socket").name(fd(7), "client 1");
  log.watch(7, fd(4), 1, 70).act(fd(7), verb::close).end(fd(7));
  log.open(7, "socket", fd(3)).name(fd(7), "client 2").watch(7, fd(4), 1, 71);
  const model::state s = end_of(log);
  ASSERT_EQ(s.descriptors.size(), 2u);
  EXPECT_EQ(s.find_descriptor(0, fd(7))->name, "client 2");
  EXPECT_TRUE(s.find_descriptor(0, fd(7))->open);
  std::vector<std::pair<std::string, task_state>> lanes;
  for (const model::task& t : s.tasks) {
    if (t.self == fd(7)) {
      lanes.emplace_back(t.name, t.state);
    }
  }
  ASSERT_EQ(lanes.size(), 2u);
  EXPECT_EQ(lanes[0], std::pair(std::string("client 1"), task_state::done));
  EXPECT_EQ(lanes[1], std::pair(std::string("client 2"), task_state::waits_io));
}

TEST(Watched, LateAttachLearnsTokensFromASample) {
  log_builder log;
  log.poll_begin(fd(4));
  trace::sample seen;
  seen.watches.push_back({4, 7, 1, 0xabc});
  log.events().add_sample(seen);
  log.poll_end(fd(4), 1).ready(0, trace::readable, fd(4), 0xabc);
  const model::state s = end_of(log);
  EXPECT_EQ(lane(s, 7), task_state::ready);
  EXPECT_EQ(s.find_descriptor(0, fd(7))->interest, 1u);
}

TEST(Watched, WhatTheProgramSaidBeatsASample) {
  log_builder log;
  log.open(4, "epoll").open(7, "socket").watch(7, fd(4), 1, 70);
  trace::sample seen;
  seen.watches.push_back({4, 7, 4, 0xabc});
  log.events().add_sample(seen);
  log.poll_begin(fd(4));
  const model::state s = end_of(log);
  EXPECT_EQ(s.find_descriptor(0, fd(7))->interest, 1u);
  EXPECT_EQ(s.find_descriptor(0, fd(7))->token, 70u);
}

TEST(Watched, TasksHideTheLanesOfDescriptors) {
  log_builder log;
  log.open(4, "epoll").open(7, "socket").watch(7, fd(4), 1, 70);
  EXPECT_EQ(end_of(log).tasks.size(), 2u);  // main and fd 7
  log.poll_begin(fd(4)).poll_end(fd(4), 0);
  EXPECT_EQ(end_of(log).tasks.size(), 1u);  // fd 7: main is the loop
  log.task(1, "client 1");
  const model::state s = end_of(log);
  ASSERT_EQ(s.tasks.size(), 1u);
  EXPECT_EQ(s.tasks[0].name, "client 1");
}

TEST(Watched, PollOfOneDescriptorIsAWaitAndOfSeveralALoop) {
  log_builder log;
  const trace::id self = thread(4711);
  log.poll_begin(self, 100).poll_end(self, 1);
  log.ready(fd(7), trace::readable, self).poll_begin(self, 100);
  model::state s = end_of(log);
  EXPECT_EQ(s.shown_loop(), nullptr);
  EXPECT_EQ(s.find_task(0, self)->state, task_state::waits_io);
  log.poll_end(self, 1).ready(fd(8), trace::readable, self);
  s = end_of(log);
  ASSERT_NE(s.shown_loop(), nullptr);
  EXPECT_EQ(s.shown_loop()->turn, 2u);
}

TEST(Watched, OfSeveralProcessesTheBusiestLoopIsShown) {
  log_builder log(100, "master");
  log.process(101, "worker").process(102, "worker");
  for (int turn = 0; turn < 3; ++turn) {
    log.in(1).poll_begin(fd(8)).poll_end(fd(8), 1);
  }
  for (int turn = 0; turn < 9; ++turn) {
    log.in(2).poll_begin(fd(8)).poll_end(fd(8), 1);
  }
  log.in(0).stop(thread(100), wait_why::io);
  const model::state s = end_of(log);
  EXPECT_EQ(s.loops.size(), 2u);
  EXPECT_EQ(s.main_process, 2u);
  EXPECT_EQ(s.shown_loop()->turn, 9u);
  EXPECT_EQ(s.tasks.size(), 1u);  // the master's thread has a lane
  model::timeline time(log.events());
  time.catch_up();
  EXPECT_EQ(time.turns(), 9u);
  EXPECT_NE(time.line(time.size()).find("[master 100]"), std::string::npos);
}

}  // namespace
}  // namespace looplab::tests
