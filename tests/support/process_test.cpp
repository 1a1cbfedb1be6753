// SPDX-License-Identifier: BSL-1.0
//
// The tests' own starter of programs, tried on the shell and on the backend.
#include <csignal>
#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/support/server_process.hpp"
#include "tests/support/tcp_client.hpp"

namespace looplab::support {
namespace {

launch shell(const std::string& script) {
  return {"sh", {"-c", script}, {}, std::nullopt};
}

TEST(process, tells_its_exit_status_and_both_streams) {
  process program(shell("echo out; echo err >&2; exit 7"));
  EXPECT_EQ(program.wait(), 7);
  EXPECT_EQ(program.output(), "out\nerr\n");
}

TEST(process, tells_the_signal_that_ended_it) {
  process program(shell("kill -9 $$"));
  EXPECT_EQ(program.wait(), 128 + SIGKILL);
}

TEST(process, that_does_not_exist_ends_with_127) {
  process program({"/nonexistent/program", {}, {}, std::nullopt});
  EXPECT_EQ(program.wait(), 127);
}

TEST(process, gets_its_arguments_environment_and_limit) {
  process program({"sh",
                   {"-c", "echo $1 $PLANET $(ulimit -n)", "sh", "hello"},
                   {{"PLANET", "earth"}},
                   33});
  EXPECT_EQ(program.wait(), 0);
  EXPECT_EQ(program.output(), "hello earth 33\n");
}

TEST(process, is_the_only_one_that_a_signal_reaches) {
  EXPECT_THROW(send_signal(0, 0), std::invalid_argument);
  EXPECT_THROW(send_signal(-1, 0), std::invalid_argument);
  EXPECT_TRUE(send_signal(getpid(), 0));
}

TEST(process, is_ended_by_its_destructor) {
  pid_t pid = 0;
  {
    process program(shell("exec cat /dev/zero >/dev/null"));
    pid = program.pid();
  }
  EXPECT_FALSE(send_signal(pid, 0));
}

TEST(process, ends_even_if_it_ignores_SIGTERM) {
  process program(shell("trap '' TERM; echo ready; while :; do :; done"));
  ASSERT_TRUE(eventually([&] { return program.output() == "ready\n"; }));
  program.end(std::chrono::milliseconds(10));
  EXPECT_EQ(program.wait(), 128 + SIGKILL);
}

TEST(process, wait_gives_up_at_its_deadline) {
  process program(shell("exec cat /dev/zero >/dev/null"));
  EXPECT_EQ(program.wait(std::chrono::milliseconds(1)), std::nullopt);
  EXPECT_TRUE(program.running());
}

TEST(process, counts_processor_time) {
  process program(shell("while :; do :; done"));
  EXPECT_TRUE(eventually(
      [&] { return program.cpu_time() >= std::chrono::milliseconds(20); }));
}

TEST(server_process, is_ready_when_its_constructor_returns) {
  server_process server({UPSTREAM, {}, {}, std::nullopt});
  const std::size_t before = server.descriptors();
  EXPECT_EQ(server.threads(), 1U);
  tcp_client client(server.port());
  EXPECT_TRUE(eventually([&] { return server.descriptors() == before + 1; }));
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
}

TEST(server_process, that_fails_to_listen_tells_what_it_wrote) {
  try {
    server_process server({UPSTREAM, {"--bogus"}, {}, std::nullopt});
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& problem) {
    EXPECT_NE(std::string(problem.what()).find("--bogus"), std::string::npos)
        << problem.what();
  }
}

}  // namespace
}  // namespace looplab::support
