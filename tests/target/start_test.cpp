// SPDX-License-Identifier: BSL-1.0
//
// Starting programs: what they do is seen, what they print is kept and bounded,
// how they end is known, and what cannot be started or seen is said.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <set>
#include <system_error>

#include <gtest/gtest.h>

#include "tests/support/patience.hpp"
#include "tests/support/process.hpp"
#include "tests/support/tcp_client.hpp"
#include "tests/target/watched.hpp"
#include "visualizer/target/orphans.hpp"
#include "visualizer/target/proc_file.hpp"
#include "visualizer/target/visibility.hpp"

namespace looplab::target {
namespace {

using support::tcp_client;
using trace::event_kind;

TEST(Start, SeesWhatTheProgramDoesAndPrints) {
  watched it({GREETER});
  tcp_client client(it.port());
  client.send("x");
  EXPECT_TRUE(client.wait_for_end());
  EXPECT_EQ(client.received(), "hello\n");
  EXPECT_TRUE(it.until(
      [&] { return it.printed.find("greeted\n") != std::string::npos; }));
  // Waiting in accept and in read, and going on from there.
  EXPECT_TRUE(it.until([&] { return it.count(event_kind::stop) >= 2; }));
  EXPECT_TRUE(it.program->has_trace());
  EXPECT_TRUE(it.program->running());
  ASSERT_EQ(it.events.processes().size(), 1u);
  EXPECT_EQ(it.events.processes()[0].pid, it.program->pid());
}

TEST(Start, TellsHowTheProgramEnded) {
  watched it({GREETER, "--end", "7"});
  ASSERT_TRUE(it.until([&] { return !it.program->running(); }));
  ASSERT_TRUE(it.program->exit_status());
  EXPECT_TRUE(WIFEXITED(*it.program->exit_status()));
  EXPECT_EQ(WEXITSTATUS(*it.program->exit_status()), 7);
}

TEST(Start, KnowsTheSignalThatEndedTheProgram) {
  watched it({GREETER});
  ASSERT_NE(it.port(), 0);
  support::send_signal(static_cast<pid_t>(it.program->pid()), SIGKILL);
  ASSERT_TRUE(it.until([&] { return !it.program->running(); }));
  EXPECT_EQ(WTERMSIG(*it.program->exit_status()), SIGKILL);
}

TEST(Start, KeepsTheTraceOfAProgramThatEndsAtOnce) {
  watched it({GREETER, "--end", "0"});
  ASSERT_TRUE(it.until([&] { return !it.program->running(); }));
  it.program->drain(it.events);
  EXPECT_EQ(it.events.processes().size(), 1u);
  it.program.reset();
  EXPECT_TRUE(it.directory.is_empty());
}

TEST(Start, IsNeverBlockedByAProgramThatPrintsMegabytes) {
  watched it({GREETER, "--print", "1000000"});
  // Nobody takes anything until the program has ended.
  ASSERT_TRUE(support::eventually([&] { return !it.program->running(); }));
  ASSERT_TRUE(it.until(
      [&] { return it.printed.find("line 1000000\n") != std::string::npos; }));
  EXPECT_NE(it.printed.find("bytes of output left out]"), std::string::npos);
  EXPECT_LT(it.printed.size(), 2u << 20);
}

TEST(Start, GivesTheProgramATerminalThatIsNotOurs) {
  watched it({"/bin/sh", "-c", "tty; stty size; ps -o tty= -p $$"});
  ASSERT_TRUE(it.until([&] { return !it.program->running(); }));
  ASSERT_TRUE(it.until([&] {
    return it.printed.find("24 80\n") != std::string::npos;
  })) << it.printed;
  EXPECT_EQ(it.printed.find("/dev/pts/"), 0u) << it.printed;
  // No controlling terminal: closing ours sends it no SIGHUP.
  EXPECT_TRUE(it.until([&] {
    return it.printed.find("?\n") != std::string::npos;
  })) << it.printed;
}

TEST(Start, LeavesNoChildBehind) {
  watched it({GREETER});
  ASSERT_NE(it.port(), 0);
  it.program->finish();
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(Start, EndsWhatDoesNotWantToEnd) {
  watched it({GREETER, "--stubborn"});
  ASSERT_NE(it.port(), 0);
  const auto pid = static_cast<pid_t>(it.program->pid());
  it.program->finish();
  EXPECT_FALSE(it.program->running());
  EXPECT_EQ(WTERMSIG(*it.program->exit_status()), SIGKILL);
  EXPECT_FALSE(support::send_signal(pid, 0));
}

TEST(Start, FollowsAForkedChildAndEndsIt) {
  watched it({GREETER, "--fork"});
  tcp_client client(it.port());
  client.send("x");
  ASSERT_TRUE(client.wait_for_end());
  ASSERT_TRUE(it.until([&] { return it.events.processes().size() == 2; }));
  const std::uint32_t parent = it.program->pid();
  std::set<std::uint32_t> pids;
  for (const auto& process : it.events.processes()) {
    pids.insert(process.pid);
  }
  EXPECT_EQ(pids.count(parent), 1u);
  pids.erase(parent);
  for (std::size_t i = 1; i < it.events.size(); ++i) {
    EXPECT_LE(it.events[i - 1].t_ns, it.events[i].t_ns);
  }
  it.program->finish();
  EXPECT_TRUE(support::eventually([&] {
    const auto left = facts_of(*pids.begin());
    return !left || left->state == 'Z';
  }));
}

TEST(Start, FollowsADaemonAndEndsIt) {
  watched it({GREETER, "--daemon"});
  const std::uint16_t port = it.port();
  tcp_client client(port);
  client.send("x");
  ASSERT_TRUE(client.wait_for_end());
  ASSERT_TRUE(it.until([&] { return it.count(event_kind::act) >= 2; }));
  EXPECT_TRUE(it.program->running());
  EXPECT_FALSE(it.program->exit_status());
  it.program->finish();
  EXPECT_FALSE(it.program->running());
  EXPECT_THROW(tcp_client again(port), std::system_error);
}

TEST(Start, EndsADaemonThatHasNoTrace) {
  watched it({"/bin/sh", "-c", "setsid sleep 600 & echo $!"});
  ASSERT_TRUE(support::eventually(
      [&] { return it.program->first_output().ends_with('\n'); }));
  const auto pid =
      static_cast<std::uint32_t>(std::stoul(it.program->first_output()));
  ASSERT_TRUE(support::eventually([&] { return is_orphan(pid); }));
  EXPECT_TRUE(it.program->running());
  it.program->finish();
  const auto left = facts_of(pid);
  EXPECT_TRUE(!left || left->state == 'Z');
}

TEST(Start, SaysWhyAProgramCannotBeStarted) {
  std::string error;
  EXPECT_FALSE(target::start({.command = {"no-such-program"}}, error));
  EXPECT_EQ(error, "cannot start 'no-such-program': No such file or directory");
  EXPECT_FALSE(target::start({.command = {"/etc/passwd"}}, error));
  EXPECT_EQ(error, "cannot start '/etc/passwd': Permission denied");
  EXPECT_FALSE(target::start({}, error));
  EXPECT_EQ(error, "no program was named");
}

TEST(Start, SaysWhatStaysHidden) {
  EXPECT_EQ(what_stays_hidden(GREETER), "");
  EXPECT_NE(what_stays_hidden(STATIC_PROGRAM).find("linked statically"),
            std::string::npos);
  EXPECT_NE(what_stays_hidden(GREETERS "_go").find("is a Go program"),
            std::string::npos);
  EXPECT_NE(what_stays_hidden(URING_PROGRAM).find("uses io_uring"),
            std::string::npos);
}

TEST(Start, WatchesAProgramThatWasNeverChanged) {
  if (std::string_view(PRELOAD).empty()) {
    GTEST_SKIP() << "a sanitizer's runtime must be the first library";
  }
  watched it({PLAIN_GREETER},
             [](start_options& how) { how.preload = PRELOAD; });
  tcp_client client(it.port());
  client.send("x");
  ASSERT_TRUE(client.wait_for_end());
  EXPECT_TRUE(it.until([&] { return it.count(event_kind::act) >= 2; }));
  EXPECT_EQ(it.program->hidden(), "");
}

}  // namespace
}  // namespace looplab::target
