// SPDX-License-Identifier: BSL-1.0
//
// What sweeping removes from the folder of the files, and what it leaves there.
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/process.hpp"
#include "tests/trace/traced.hpp"

namespace looplab::trace::testing {

using namespace std::chrono_literals;

TEST(sweeping, removes_the_dead_and_spares_the_living) {
  const directory where;
  setenv("LOOPLAB_TRACE_DIR", where.path().c_str(), 1);
  traced dead(where, {"story_and_wait"});
  traced alive(where, {"story_and_wait"});
  ASSERT_TRUE(dead.attach());
  ASSERT_TRUE(alive.attach());
  dead.program().signal(SIGKILL);
  ASSERT_TRUE(dead.program().wait().has_value());
  EXPECT_EQ(sweep(), 0u) << "who started it may not have seen it yet";
  EXPECT_EQ(sweep(0s), 1u);
  EXPECT_FALSE(std::filesystem::exists(dead.file()));
  EXPECT_TRUE(std::filesystem::exists(alive.file()));
  EXPECT_EQ(trace_file_of(7), where.path() / "7.trace");
  unsetenv("LOOPLAB_TRACE_DIR");
}

// Its next program may be putting a file of the same name there just now.
TEST(sweeping, spares_what_exec_left_while_the_process_lives) {
  const directory where;
  setenv("LOOPLAB_TRACE_DIR", where.path().c_str(), 1);
  traced it(where, {"execs_other"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_until([&](const log&) { return it.source().over(); }));
  EXPECT_EQ(sweep(0s), 0u);
  EXPECT_TRUE(std::filesystem::exists(it.file()));
  it.program().signal(SIGKILL);
  ASSERT_TRUE(it.program().wait().has_value());
  EXPECT_EQ(sweep(0s), 1u);
  unsetenv("LOOPLAB_TRACE_DIR");
}

TEST(sweeping, removes_what_the_dead_never_finished) {
  const directory where;
  setenv("LOOPLAB_TRACE_DIR", where.path().c_str(), 1);
  traced dead(where, {"story"});
  ASSERT_TRUE(dead.program().wait().has_value());
  const auto half_of = [&](pid_t pid) {
    const auto path = where.path() / ("." + std::to_string(pid) + ".half");
    std::ofstream(path) << "half";
    return path;
  };
  const auto dead_half = half_of(dead.program().pid());
  const auto live_half = half_of(getpid());
  EXPECT_EQ(sweep(0s), 1u);
  EXPECT_FALSE(std::filesystem::exists(dead_half));
  EXPECT_TRUE(std::filesystem::exists(live_half));
  unsetenv("LOOPLAB_TRACE_DIR");
}

}  // namespace looplab::trace::testing
