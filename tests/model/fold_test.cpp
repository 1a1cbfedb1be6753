// SPDX-License-Identifier: BSL-1.0
//
// What each kind of event means for the state: hand-written logs, one model
// of concurrency each.
#include <gtest/gtest.h>

#include "tests/model/whole_log.hpp"

namespace looplab::tests {
namespace {

using model::loop_phase;
using model::task_state;

TEST(Fold, BlockingThreadWaitsForItsDescriptor) {
  log_builder log;
  log.run(thread(4711))
      .open(7, "socket")
      .stop(thread(4711), wait_why::io, fd(7));
  const model::state s = end_of(log);
  ASSERT_EQ(s.tasks.size(), 1u);
  EXPECT_EQ(s.tasks[0].name, "main");
  EXPECT_EQ(s.tasks[0].state, task_state::waits_io);
  EXPECT_EQ(s.tasks[0].on, fd(7));
  EXPECT_EQ(s.shown_loop(), nullptr);
}

TEST(Fold, CallbackWaitsForItsOwnOperation) {
  log_builder log;
  log.open(7, "socket");
  log.create(thing_kind::callback, 1, "receive", thread(4711));
  log.start(1, verb::read, fd(7));
  log.create(thing_kind::callback, 2, "wait", 1).arm(2, 0, 20'000);
  model::state s = end_of(log);
  ASSERT_NE(s.find_task(0, 1), nullptr);
  EXPECT_EQ(s.find_task(0, 1)->state, task_state::waits_io);
  EXPECT_EQ(s.find_task(0, 1)->on, fd(7));
  EXPECT_EQ(s.find_descriptor(0, fd(7))->task, 1u);
  EXPECT_EQ(s.find_task(0, 2)->state, task_state::waits_timer);
  EXPECT_EQ(s.find_task(0, 2)->parent, 1u);
  ASSERT_EQ(s.timers.size(), 1u);
  EXPECT_EQ(s.timers[0].task, 2u);
  log.done(1, verb::read, 5).wake(1, fd(7));
  EXPECT_EQ(end_of(log).find_task(0, 1)->state, task_state::ready);
  log.run(1, fd(7)).stop(1, wait_why::finished).end(1);
  EXPECT_EQ(end_of(log).find_task(0, 1)->state, task_state::done);
}

TEST(Fold, LoopRunsItsTasksOneAfterTheOther) {
  log_builder log;
  log.open(4, "epoll").open(7, "socket").watch(7, fd(4), 1, 0xabc);
  log.task(1, "client 1").task(2, "client 2");
  log.poll_begin(fd(4), 100);
  EXPECT_EQ(end_of(log).shown_loop()->phase, loop_phase::asleep);
  log.after_ms(8).poll_end(fd(4), 1).ready(0, trace::readable, fd(4), 0xabc);
  model::state s = end_of(log);
  ASSERT_NE(s.shown_loop(), nullptr);
  EXPECT_EQ(s.shown_loop()->turn, 1u);
  EXPECT_EQ(s.shown_loop()->slept_ns, 8'000'000);
  EXPECT_EQ(s.shown_loop()->woken_by, std::vector<trace::id>{fd(7)});
  log.wake(1, fd(7)).wake(2, fd(7)).run(1);
  s = end_of(log);
  EXPECT_EQ(s.shown_loop()->running, 1u);
  EXPECT_EQ(s.shown_loop()->in_line, std::vector<trace::id>{2});
  EXPECT_EQ(s.shown_loop()->phase, loop_phase::runs);
  ASSERT_EQ(s.tasks.size(), 2u);  // the loop's thread has no lane of its own
  log.act(fd(7), verb::read, 5).stop(1, wait_why::io, fd(7)).run(2);
  s = end_of(log);
  EXPECT_EQ(s.tasks[0].state, task_state::waits_io);
  EXPECT_EQ(s.tasks[1].state, task_state::running);
  EXPECT_EQ(s.find_descriptor(0, fd(7))->task, 1u);
  EXPECT_EQ(s.find_descriptor(0, fd(7))->ready, 0);
}

TEST(Fold, ContendedLockNamesItsHolderUntilItIsGivenBack) {
  log_builder log;
  const trace::id m = 0x60000001;
  log.on(4711).run(thread(4711)).on(4712).run(thread(4712));
  log.on(4711).stop(thread(4711), wait_why::lock, m);
  model::state s = end_of(log);
  EXPECT_EQ(s.find_task(0, thread(4711))->state, task_state::waits_lock);
  EXPECT_EQ(s.find_task(0, thread(4712))->state, task_state::running);
  log.on(4712).act(m, verb::unlock).wake(thread(4711));
  log.on(4711).run(thread(4711), m);
  s = end_of(log);
  EXPECT_EQ(s.find_task(0, thread(4711))->state, task_state::running);
  EXPECT_EQ(s.find_task(0, thread(4711))->on, m);
}

TEST(Fold, CoroutineAwaitsATimerAndIsLeaked) {
  log_builder log;
  log.task(1, "ticker").run(1).arm(30, 1, 100'000'000);
  log.stop(1, wait_why::await, 30);
  model::state s = end_of(log);
  EXPECT_EQ(s.find_task(0, 1)->state, task_state::waits_timer);
  ASSERT_EQ(s.timers.size(), 1u);
  EXPECT_EQ(s.timers[0].task, 1u);
  log.done(30, verb::arm).wake(1, 30);
  s = end_of(log);
  EXPECT_EQ(s.find_task(0, 1)->state, task_state::ready);
  EXPECT_TRUE(s.timers.empty());
  log.end(1, trace::end_how::abandoned);
  EXPECT_EQ(end_of(log).find_task(0, 1)->state, task_state::failed);
}

TEST(Fold, TaskMayBeItsOwnTimer) {
  log_builder log;
  log.open(8, "socket").task(3, "client 1").arm(3, fd(8), 5'000'000);
  model::state s = end_of(log);
  ASSERT_EQ(s.timers.size(), 1u);
  EXPECT_EQ(s.timers[0].task, 3u);
  EXPECT_EQ(s.timers[0].name, "client 1");
  log.end(3);
  EXPECT_TRUE(end_of(log).timers.empty());
}

TEST(Fold, ChannelsAndYieldsAreKeptApart) {
  log_builder log;
  log.create(thing_kind::channel, 20, "jobs").task(1, "a").task(2, "b");
  log.run(1).stop(1, wait_why::channel_empty, 20);
  log.run(2).stop(2, wait_why::yield);
  const model::state s = end_of(log);
  EXPECT_EQ(s.find_task(0, 1)->state, task_state::waits_lock);
  EXPECT_EQ(s.find_task(0, 1)->why, wait_why::channel_empty);
  EXPECT_EQ(s.find_task(0, 2)->state, task_state::ready);
}

TEST(Fold, TimersAreInOrderOfTheirDeadlines) {
  log_builder log;
  log.task(1, "a").arm(31, 1, 900'000).arm(32, 1, 100'000).arm(33, 1, 500'000);
  log.act(33, verb::cancel).done(33, verb::arm, -125);
  const model::state s = end_of(log);
  ASSERT_EQ(s.timers.size(), 2u);
  EXPECT_EQ(s.timers[0].self, 32u);
  EXPECT_EQ(s.timers[1].self, 31u);
}

TEST(Fold, GapLeavesTheRunningTaskUnknownAndIsCounted) {
  log_builder log;
  log.task(1, "a").run(1).gap(12);
  const model::state s = end_of(log);
  EXPECT_EQ(s.lost, 12u);
  EXPECT_EQ(s.find_task(0, 1)->state, task_state::fresh);
}

TEST(Fold, SecondRunWithoutAStopIsLostOrder) {
  log_builder log;
  log.task(1, "a").task(2, "b").run(1).run(2);
  const model::state s = end_of(log);
  EXPECT_EQ(s.lost, 1u);
  EXPECT_EQ(s.find_task(0, 1)->state, task_state::fresh);
  EXPECT_EQ(s.find_task(0, 2)->state, task_state::running);
}

TEST(Fold, HeldThreadHoldsItsProcess) {
  log_builder log;
  log.run(thread(4711)).gate(trace::gate_phase::held);
  EXPECT_TRUE(end_of(log).processes.at(0).held);
  log.gate(trace::gate_phase::released);
  EXPECT_FALSE(end_of(log).processes.at(0).held);
}

TEST(Fold, LinesNameTurnTaskDescriptorAndPlace) {
  log_builder log;
  log.open(4, "epoll").open(7, "socket").name(fd(7), "client 2");
  log.task(1, "client 2").poll_begin(fd(4)).after_ms(3).poll_end(fd(4), 1);
  log.run(1).at("/src/chapters/06-epoll/server.cpp", 84, "handle_client");
  log.act(fd(7), verb::read, 40);
  model::timeline time(log.events());
  time.catch_up();
  const std::string line = time.line(time.size());
  EXPECT_NE(line.find("turn 1"), std::string::npos) << line;
  EXPECT_NE(line.find("client 2 reads 40 bytes from fd 7 (client 2)"),
            std::string::npos)
      << line;
  EXPECT_NE(line.find("(server.cpp:84 handle_client)"), std::string::npos)
      << line;
  EXPECT_NE(line.find("3.060 ms"), std::string::npos) << line;
}

TEST(Fold, TimeAtTheGateIsNoSleepOfTheLoop) {
  log_builder log;
  log.poll_begin(fd(4)).gate(trace::gate_phase::held).after_ms(5000);
  log.gate(trace::gate_phase::released).after_ms(3).poll_end(fd(4), 1);
  const model::state s = end_of(log);
  ASSERT_EQ(s.loops.size(), 1u);
  EXPECT_GE(s.loops[0].slept_ns, 3'000'000);
  EXPECT_LT(s.loops[0].slept_ns, 100'000'000);
}

TEST(Fold, SampleMayComeBeforeTheFirstEntry) {
  trace::sample kernel;
  kernel.watches.push_back({4, 7, 1, 42});
  trace::log events;
  events.add_process({});
  events.add_sample(kernel);
  model::timeline time(events);
  time.catch_up();
  EXPECT_EQ(time.before(0, 60).columns.size(), 0u);
  ASSERT_EQ(time.at(0).descriptors.size(), 1u);
  EXPECT_EQ(time.at(0).descriptors[0].self, fd(7));
}

}  // namespace
}  // namespace looplab::tests
