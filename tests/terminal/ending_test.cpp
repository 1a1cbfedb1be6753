// SPDX-License-Identifier: BSL-1.0
//
// The terminal is always given back: every way a program with a screen can
// end, and what the person's terminal looks like afterwards.
#include <signal.h>
#include <sys/wait.h>

#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "tests/support/pty_terminal.hpp"

namespace looplab {
namespace {

using support::pty_terminal;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool under_sanitizer = true;
#else
constexpr bool under_sanitizer = false;
#endif

void expect_given_back(const pty_terminal& t) {
  EXPECT_FALSE(t.alternate_screen());
  EXPECT_TRUE(t.cursor_visible());
  EXPECT_NE(t.modes().c_lflag & ECHO, 0u);
  EXPECT_NE(t.modes().c_lflag & ICANON, 0u);
}

void wait_for_screen(pty_terminal& t) {
  ASSERT_TRUE(t.wait_for_text("probe 80x24")) << t.text();
  ASSERT_TRUE(t.alternate_screen());
}

struct ending {
  const char* name;
  std::string key;  ///< typed, or "" to send `signal`
  int signal;
  bool takes_fatal_signal;  ///< sanitizers keep these for their report
};

void PrintTo(const ending& one, std::ostream* to) {
  *to << one.name;
}

class terminal_ending : public testing::TestWithParam<ending> {};

TEST_P(terminal_ending, gives_the_terminal_back) {
  if (under_sanitizer && GetParam().takes_fatal_signal) {
    GTEST_SKIP() << "the sanitizer takes this signal for its own report";
  }
  pty_terminal t(80, 24, {TERMINAL_PROBE});
  wait_for_screen(t);
  if (GetParam().key.empty()) {
    t.signal(GetParam().signal);
  } else {
    t.type(GetParam().key);
  }
  ASSERT_TRUE(t.wait_for_exit()) << "still running";
  expect_given_back(t);
}

INSTANTIATE_TEST_SUITE_P(
    every_way, terminal_ending,
    testing::Values(
        ending{"key_q", "q", 0, false}, ending{"control_c", "\x03", 0, false},
        ending{"interrupt", "", SIGINT, false},
        ending{"terminate", "", SIGTERM, false},
        ending{"hang_up", "", SIGHUP, false},
        ending{"quit", "", SIGQUIT, false}, ending{"exit", "e", 0, false},
        ending{"exception", "t", 0, true}, ending{"abort", "a", 0, true},
        ending{"segmentation_fault", "s", 0, true},
        ending{"stack_overflow", "o", 0, true},
        ending{"bus_error", "", SIGBUS, true}),
    [](const auto& one) { return one.param.name; });

TEST(terminal_end, reports_the_true_signal) {
  if (under_sanitizer) {
    GTEST_SKIP() << "the sanitizer takes this signal for its own report";
  }
  pty_terminal t(80, 24, {TERMINAL_PROBE});
  wait_for_screen(t);
  t.type("s");
  const auto status = t.wait_for_exit();
  ASSERT_TRUE(status);
  ASSERT_TRUE(WIFSIGNALED(*status));
  EXPECT_EQ(WTERMSIG(*status), SIGSEGV);
}

TEST(terminal_end, a_crash_in_another_thread_leaves_no_stray_bytes) {
  if (under_sanitizer) {
    GTEST_SKIP() << "the sanitizer takes this signal for its own report";
  }
  for (int round = 0; round < 200; ++round) {
    pty_terminal t(80, 24, {TERMINAL_PROBE});
    wait_for_screen(t);
    t.type("T");
    ASSERT_TRUE(t.wait_for_exit()) << "round " << round;
    expect_given_back(t);
    // The screen that was there before must be as it was: empty.
    EXPECT_EQ(t.text().find_first_not_of('\n'), std::string::npos)
        << "round " << round << "\n"
        << t.text();
    if (HasFailure()) {
      break;
    }
  }
}

TEST(terminal_end, a_supervisor_restores_after_sigkill) {
  pty_terminal t(80, 24, {TERMINAL_PROBE, "supervised"});
  wait_for_screen(t);
  t.type("k");
  const auto status = t.wait_for_exit();
  ASSERT_TRUE(status);
  ASSERT_TRUE(WIFEXITED(*status));
  EXPECT_EQ(WEXITSTATUS(*status), 128 + SIGKILL);
  expect_given_back(t);
  EXPECT_NE(t.text().find("the terminal is restored"), std::string::npos)
      << t.text();
  EXPECT_NE(t.text().find("; the probe left word"), std::string::npos)
      << t.text();
}

TEST(terminal_end, a_supervisor_ends_after_its_screen) {
  for (int round = 0; round < 20 && !HasFailure(); ++round) {
    pty_terminal t(80, 24, {TERMINAL_PROBE, "supervised"});
    wait_for_screen(t);
    t.signal(round % 2 == 0 ? SIGTERM : SIGHUP);
    ASSERT_TRUE(t.wait_for_exit()) << "still running";
    expect_given_back(t);
  }
}

TEST(terminal_end, a_supervised_ordinary_end_is_the_childs) {
  pty_terminal t(80, 24, {TERMINAL_PROBE, "supervised"});
  wait_for_screen(t);
  t.type("q");
  const auto status = t.wait_for_exit();
  ASSERT_TRUE(status);
  EXPECT_TRUE(WIFEXITED(*status) && WEXITSTATUS(*status) == 0);
  expect_given_back(t);
}

}  // namespace
}  // namespace looplab
