// SPDX-License-Identifier: BSL-1.0
//
// A process that ends takes all that lived in it along, whatever it had said
// of it, and nothing of any other process.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/model/saying.hpp"
#include "visualizer/model/fold.hpp"

namespace looplab::tests {
namespace {

using model::task_state;

/// A shell that forks a child, which runs on in a call nobody sees the end of.
log_builder shell_with_child() {
  log_builder log(100, "bash");
  log.create(thing_kind::thread, thread(100), "bash").run(thread(100));
  log.process(101, "bash");
  log.create(thing_kind::thread, thread(101), "bash").run(thread(101));
  return log;
}

std::size_t alive(const model::state& s, std::uint16_t process) {
  return static_cast<std::size_t>(
      std::ranges::count_if(s.tasks, [process](const model::task& t) {
        return t.process == process && t.state != task_state::done;
      }));
}

TEST(EndedProcess, TakesItsThreadsAlongAndNobodyElses) {
  log_builder log = shell_with_child();
  log.open(7, "pipe").end_process();
  const model::state s = end_of(log);
  EXPECT_EQ(alive(s, 1), 0u);
  EXPECT_EQ(s.find_task(0, thread(100))->state, task_state::running);
  EXPECT_FALSE(s.find_descriptor(1, fd(7))->open);
  EXPECT_TRUE(s.processes.at(1).over);
  EXPECT_FALSE(s.processes.at(0).over);
}

TEST(EndedProcess, TakesTasksTimersAndItsLoopAlong) {
  log_builder log(100, "python3");
  log.open(4, "epoll").task(1, "a").task(2, "b").task(3, "c").run(1);
  log.arm(2, fd(9), 100'000'000).stop(2, wait_why::sleep, 2).wake(3, 1);
  log.stop(1, wait_why::lock, 0x60000001).run(1).poll_begin(fd(4), 100);
  log.gate(gate_phase::held).end_process();
  const model::state s = end_of(log);
  EXPECT_EQ(alive(s, 0), 0u);
  EXPECT_TRUE(s.timers.empty());
  EXPECT_FALSE(s.processes.at(0).held);
  ASSERT_NE(s.shown_loop(), nullptr);
  EXPECT_TRUE(s.shown_loop()->over);
  EXPECT_TRUE(s.shown_loop()->in_line.empty());
  EXPECT_EQ(s.shown_loop()->phase, model::loop_phase::none);
}

TEST(EndedProcess, LeavesTheScreenToALoopThatLives) {
  log_builder log(100, "python3");
  for (int turn = 0; turn < 9; ++turn) {
    log.poll_begin(fd(4)).poll_end(fd(4), 1);
  }
  log.process(101, "nginx").poll_begin(fd(5)).poll_end(fd(5), 1);
  EXPECT_EQ(end_of(log).main_process, 0u);
  log.in(0).end_process();
  EXPECT_EQ(end_of(log).main_process, 1u);
  EXPECT_EQ(end_of(log).main_loop, fd(5));
  log.in(1).end_process();
  EXPECT_EQ(end_of(log).main_loop, fd(5)) << "nobody else lives";
}

TEST(EndedProcess, LeavesTheScreenToWhoLivesWithoutALoop) {
  log_builder log(100, "python3");
  log.poll_begin(fd(4)).poll_end(fd(4), 1).end_process("server");
  log.process(100, "server").run(thread(100));
  const model::state s = end_of(log);
  EXPECT_EQ(s.shown_loop(), nullptr);
  EXPECT_EQ(s.main_process, 1u);
}

TEST(EndedProcess, ByExecIsAnotherOneOfTheSameNumber) {
  log_builder log(100, "bash");
  log.create(thing_kind::thread, thread(100), "bash").run(thread(100));
  log.end_process("python3").process(100, "python3");
  log.create(thing_kind::thread, thread(100), "python3").run(thread(100));
  const model::state s = end_of(log);
  EXPECT_EQ(s.find_task(0, thread(100))->state, task_state::done);
  EXPECT_EQ(s.find_task(1, thread(100))->state, task_state::running);
  EXPECT_EQ(s.find_task(1, thread(100))->name, "python3");
}

TEST(EndedProcess, KeepsAsFewOfItsDeadAsAnyEnd) {
  log_builder log;
  for (trace::id one = 1; one <= 3 * model::fold::kept_done; ++one) {
    log.task(one, "client").open(static_cast<int>(one), "socket");
  }
  log.end_process();
  const model::state s = end_of(log);
  EXPECT_EQ(s.tasks.size(), model::fold::kept_done);
  EXPECT_EQ(s.descriptors.size(), model::fold::kept_done);
}

INSTANTIATE_TEST_SUITE_P(
    EndOfProcess, OnThread,
    testing::Values(
        saying{"Gone", [](log_builder& log) { log.end_process(); },
               "Process 4711 (server) has ended, so all that lived in it is "
               "over.",
               "It need not have said so: the kernel lets go of all it had."},
        saying{"Exec", [](log_builder& log) { log.end_process("python3"); },
               "Process 4711 (server) becomes python3, so all that lived in it "
               "is over.",
               "exec keeps the number and changes the program."}),
    name_of);

}  // namespace
}  // namespace looplab::tests
