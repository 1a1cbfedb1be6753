// SPDX-License-Identifier: BSL-1.0
//
// Holding, stepping and letting go of a real program, and what happens to it
// when the visualizer is killed.
#include <signal.h>
#include <sys/wait.h>

#include <cerrno>

#include <gtest/gtest.h>

#include "tests/support/process.hpp"
#include "tests/support/tcp_client.hpp"
#include "tests/target/watched.hpp"
#include "visualizer/target/proc_file.hpp"

namespace looplab::target {
namespace {

using support::tcp_client;
using trace::event_kind;

TEST(Gate, BeginsHeldStepsAndLetsGo) {
  watched it({GREETER}, [](start_options& how) { how.begin_held = true; });
  EXPECT_EQ(it.program->gate(), gate_state::held);
  ASSERT_TRUE(it.until([&] { return it.program->stands_at_gate(); }));
  const std::size_t before = it.count(event_kind::stop);
  // The first point is the wait in accept; it passes that one and then sleeps.
  EXPECT_TRUE(it.program->step());
  ASSERT_TRUE(it.until([&] { return !it.program->stands_at_gate(); }));
  EXPECT_FALSE(it.program->step()) << "asleep in accept: nobody at the gate";
  tcp_client client(it.port());
  client.send("x");
  ASSERT_TRUE(it.until([&] { return it.program->stands_at_gate(); }));
  EXPECT_EQ(client.received(), "");
  it.program->release();
  EXPECT_EQ(it.program->gate(), gate_state::open);
  EXPECT_TRUE(client.wait_for_end());
  EXPECT_EQ(client.received(), "hello\n");
  EXPECT_TRUE(it.until([&] { return it.count(event_kind::stop) > before; }));
}

TEST(Gate, HoldsAProgramThatRuns) {
  watched it({GREETER});
  const std::uint16_t port = it.port();
  ASSERT_TRUE(it.until([&] { return it.program->has_trace(); }));
  std::string error;
  ASSERT_TRUE(it.program->hold(error)) << error;
  tcp_client client(port);
  client.send("x");
  ASSERT_TRUE(it.until([&] { return it.program->stands_at_gate(); }));
  int steps = 0;
  while (client.received().empty() && steps < 20) {
    steps += it.program->step();
    client.wait(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(client.received(), "hello\n");
  EXPECT_GE(steps, 2) << "accept's return and read's wait are two points";
}

TEST(Gate, SlowMotionEndsWithTheRelease) {
  watched it({GREETER}, [](start_options& how) { how.begin_held = true; });
  it.program->slow(std::chrono::milliseconds(1));
  EXPECT_EQ(it.program->gate(), gate_state::slow);
  tcp_client client(it.port());
  client.send("x");
  EXPECT_TRUE(client.wait_for_end());
  EXPECT_EQ(client.received(), "hello\n");
  it.program->release();
  EXPECT_EQ(it.program->gate(), gate_state::open);
}

TEST(Gate, RefusesASecondVisualizer) {
  watched it({GREETER});
  ASSERT_TRUE(it.until([&] { return it.program->has_trace(); }));
  support::process other(
      {.program = HOLDER, .arguments = {std::to_string(it.program->pid())}});
  ASSERT_TRUE(it.until([&] {
    return other.output().find("held") != std::string::npos;
  })) << other.output();
  std::string error;
  EXPECT_FALSE(it.program->hold(error));
  EXPECT_NE(error, "");
}

TEST(Gate, AKilledVisualizerLeavesAProgramThatAnswers) {
  const own_trace_directory directory;
  support::process visualizer({.program = HOLDER, .arguments = {GREETER}});
  ASSERT_TRUE(support::eventually([&] {
    return visualizer.output().find("held\n") != std::string::npos;
  })) << visualizer.output();
  const std::string said = visualizer.output();
  const auto pid = static_cast<pid_t>(number_in(said.substr(4)));
  const auto port = static_cast<std::uint16_t>(
      number_in(std::string_view(said).substr(said.rfind(':') + 1)));
  visualizer.signal(SIGKILL);
  visualizer.wait();
  // Several times, because each answer is followed by a line of output that
  // somebody has to take.
  for (int i = 0; i < 3; ++i) {
    tcp_client client(port);
    client.send("x");
    EXPECT_TRUE(client.wait_for_end());
    EXPECT_EQ(client.received(), "hello\n");
  }
  EXPECT_TRUE(facts_of(static_cast<std::uint32_t>(pid)));
  support::send_signal(pid, SIGKILL);
  // Another test may have made us the one that orphans are left to.
  EXPECT_TRUE(support::eventually([] {
    while (::waitpid(-1, nullptr, WNOHANG) > 0) {
    }
    return errno == ECHILD;
  }));
}

}  // namespace
}  // namespace looplab::target
