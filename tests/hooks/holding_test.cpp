// SPDX-License-Identifier: BSL-1.0
//
// A program held at the end of a turn has already told what is ready, so that
// the held screen shows it.
#include <gtest/gtest.h>

#include "tests/hooks/trace_directory.hpp"
#include "tests/hooks/watched_run.hpp"
#include "tests/support/process.hpp"
#include "trace/controller.hpp"

namespace looplab::test {

namespace {

using trace::event_kind;

// Steps until somebody is held at the end of a turn.
bool step_to_poll_end(trace::controller& gate) {
  return support::eventually([&] {
    for (const trace::held_thread& held : gate.held()) {
      if (held.kind == event_kind::poll &&
          held.sub == static_cast<std::uint8_t>(trace::poll_phase::end)) {
        return true;
      }
      gate.step(held.thread);
    }
    return false;
  });
}

}  // namespace

TEST(holding, at_the_end_of_a_turn_shows_what_is_ready) {
  const trace_directory directory;
  auto environment = environment_for(directory.path(), false);
  environment.emplace_back("LOOPLAB_TRACE_GATE", "hold");
  support::process program({HOOKED_PROBE, {"epoll"}, environment, {}});
  const auto file =
      directory.path() / (std::to_string(program.pid()) + ".trace");
  std::string error;
  std::unique_ptr<trace::controller> gate;
  ASSERT_TRUE(support::eventually([&] {
    gate = trace::controller::take(file, error);
    return gate != nullptr;
  })) << error;
  gate->hold();
  ASSERT_TRUE(step_to_poll_end(*gate));
  const recorded sofar = read_trace(file, error);
  EXPECT_TRUE(sofar.has("ready - r of d1 77"));
  EXPECT_EQ(sofar.count("polled"), 1);
  EXPECT_FALSE(sofar.has("read d2")) << "it went on";
  gate.reset();
  EXPECT_EQ(program.wait(), 0) << program.output();
}

}  // namespace looplab::test
