// SPDX-License-Identifier: BSL-1.0
//
// What each kind of event means for the state: hand-written logs, one model
// of concurrency each.
#include <gtest/gtest.h>

#include "tests/model/log_builder.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::tests {
namespace {

using model::loop_phase;
using model::task_state;
using trace::thing_kind;
using trace::verb;
using trace::wait_why;

const auto fd = log_builder::fd;
const auto thread = log_builder::thread;

model::state end_of(log_builder& log) {
  model::timeline time(log.events());
  time.catch_up();
  return time.at(time.size());
}

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

}  // namespace
}  // namespace looplab::tests
