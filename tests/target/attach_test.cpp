// SPDX-License-Identifier: BSL-1.0
//
// Attaching to programs that run already, with the recorder and without it,
// and what /proc tells of them.
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/server_process.hpp"
#include "tests/support/tcp_client.hpp"
#include "tests/target/watched.hpp"

namespace looplab::target {
namespace {

using support::eventually;
using support::server_process;
using support::tcp_client;

std::uint32_t pid_of(const support::process& one) {
  return static_cast<std::uint32_t>(one.pid());
}

TEST(Attach, WithoutARecorderOnlyProcIsSeen) {
  const own_trace_directory directory;
  server_process server({.program = PLAIN_GREETER});
  std::string error;
  auto program = target::attach(pid_of(server), error);
  ASSERT_TRUE(program) << error;
  EXPECT_FALSE(program->has_trace());
  EXPECT_FALSE(program->hold(error));
  EXPECT_NE(error.find("without the recorder"), std::string::npos);
  trace::log events;
  EXPECT_EQ(program->drain(events), 0u);
  program->sample(events);
  ASSERT_EQ(events.samples().size(), 1u);
  EXPECT_EQ(events.processes().at(0).pid, pid_of(server));
  EXPECT_EQ(events.samples()[0].threads.at(0).comm, "greeter_plain");
}

TEST(Attach, ARingThatNobodyTellsOfIsSaid) {
  const own_trace_directory directory;
  support::process program({.program = OWN_RING});
  if (!eventually([&] { return program.output().ends_with("\n"); })) {
    FAIL() << program.output();
  }
  if (program.output() != "a ring is there\n") {
    GTEST_SKIP() << program.output();
  }
  std::string error;
  const auto seen = target::attach(pid_of(program), error);
  ASSERT_TRUE(seen) << error;
  EXPECT_EQ(seen->hidden(),
            "own_ring uses io_uring without a library that could tell of it: "
            "what its ring does is not seen");
}

TEST(Attach, NothingIsSaidOfAProgramThatCanBeSeen) {
  const own_trace_directory directory;
  server_process server({.program = PLAIN_GREETER});
  std::string error;
  const auto seen = target::attach(pid_of(server), error);
  ASSERT_TRUE(seen) << error;
  EXPECT_EQ(seen->hidden(), "");
}

TEST(Attach, ASampleShowsWhatLiesInASocket) {
  const own_trace_directory directory;
  server_process server({.program = PLAIN_GREETER});
  std::string error;
  auto program = target::attach(pid_of(server), error);
  ASSERT_TRUE(program) << error;
  // The first client says nothing, so the second one's bytes stay unread, and
  // its connection with the listener.
  tcp_client silent(server.port());
  tcp_client second(server.port());
  trace::log events;
  const std::string listener =
      "tcp 127.0.0.1:" + std::to_string(server.port()) + " listens";
  EXPECT_TRUE(eventually([&] {
    program->sample(events);
    const auto& rows = events.samples().back().sockets;
    return std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
      return row.what == listener && row.unread == 1;
    });
  }));
}

TEST(Attach, ASampleThatSaysTheSameIsNotKept) {
  const own_trace_directory directory;
  server_process server({.program = PLAIN_GREETER});
  std::string error;
  auto program = target::attach(pid_of(server), error);
  ASSERT_TRUE(program) << error;
  trace::log events;
  program->sample(events);
  // It may still be on its way to accept, where it then sleeps on.
  ASSERT_TRUE(eventually([&] {
    const std::size_t kept = events.samples().size();
    program->sample(events);
    const trace::thread_sample& thread = events.samples().back().threads.at(0);
    return events.samples().size() == kept && thread.state == 'S' &&
           thread.wchan.find("accept") != std::string::npos;
  }));
  // It is repeated only after more than a second, and twice at most.
  const std::size_t before = events.samples().size();
  program->sample(events);
  program->sample(events);
  EXPECT_LE(events.samples().size(), before + 2);
  for (std::size_t i = before; i < events.samples().size(); ++i) {
    EXPECT_GT(events.samples()[i].t_ns - events.samples()[before - 1].t_ns,
              1'000'000'000);
  }
}

TEST(Attach, AProgramThatStandsByBeginsToRecord) {
  const own_trace_directory directory;
  server_process server(
      {.program = GREETER, .environment = {{"LOOPLAB_TRACE", "standby"}}});
  std::string error;
  auto program = target::attach(pid_of(server), error);
  ASSERT_TRUE(program) << error;
  EXPECT_TRUE(program->has_trace());
  tcp_client client(server.port());
  client.send("x");
  ASSERT_TRUE(client.wait_for_end());
  trace::log events;
  EXPECT_TRUE(eventually([&] {
    program->drain(events);
    return events.size() > 0;
  }));
  program.reset();
  EXPECT_TRUE(server.running()) << "attached to: let go of, not ended";
}

TEST(Attach, KnowsThatTheProgramEnded) {
  const own_trace_directory directory;
  server_process server({.program = PLAIN_GREETER});
  std::string error;
  auto program = target::attach(pid_of(server), error);
  ASSERT_TRUE(program) << error;
  EXPECT_TRUE(program->running());
  server.end();
  EXPECT_FALSE(program->running());
  EXPECT_FALSE(program->exit_status());
}

TEST(Attach, SaysWhoCannotBeAttachedTo) {
  const own_trace_directory directory;
  support::process gone({.program = GREETER, .arguments = {"--end", "0"}});
  gone.wait();
  std::string error;
  EXPECT_FALSE(target::attach(pid_of(gone), error));
  EXPECT_EQ(error, "there is no process " + std::to_string(gone.pid()));
}

TEST(Attach, RefusesAnotherUsersProcess) {
  if (::geteuid() == 0) {
    GTEST_SKIP() << "root may look at everybody's processes";
  }
  std::string error;
  EXPECT_FALSE(target::attach(1, error));
  EXPECT_EQ(error, "process 1 belongs to another user");
}

}  // namespace
}  // namespace looplab::target
