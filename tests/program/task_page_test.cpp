// SPDX-License-Identifier: BSL-1.0
//
// The screen about one lane as a person meets it: on a real pty, of a program
// with real locks that was never told that it would be watched.
#include <sys/wait.h>

#include <string>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/pty_terminal.hpp"

namespace looplab {
namespace {

using support::pty_terminal;

class task_page_test : public testing::Test {
 protected:
  pty_terminal::environment environment() const {
    const auto set = records_.environment(SHARE_FOLDER);
    return {set.begin(), set.end()};
  }

  own_records records_;
};

TEST_F(task_page_test, says_why_two_threads_wait_for_each_other_for_ever) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer's runtime must come first, before a preload";
#endif
  pty_terminal t(100, 30, {LOOPLAB_VIEW, "watch", "--", EMBRACE_PROGRAM},
                 environment());
  ASSERT_TRUE(t.wait_for([&] {
    const std::string text = t.text();
    const auto first = text.find("waits lock");
    return first != text.npos &&
           text.find("waits lock", first + 1) != text.npos;
  })) << t.text();
  // The first lane is main, which joins one of those who wait for each other.
  t.type("1\r");
  ASSERT_TRUE(t.wait_for_text("WHY IS IT WAITING?")) << t.text();
  EXPECT_TRUE(t.wait_for_text("waits until thread")) << t.text();
  EXPECT_TRUE(t.wait_for_text("neither can go on.")) << t.text();
  // The first name is that thread's: Tab to the names, and Enter.
  t.type("\t\r");
  ASSERT_TRUE(t.wait_for([&] {
    return t.text().find("THREAD t1") == std::string::npos;
  })) << t.text();
  t.type("u");
  EXPECT_TRUE(t.wait_for_text("WHO WAITS FOR IT?")) << t.text();
  EXPECT_TRUE(t.wait_for_text("waits until thread")) << t.text();
  EXPECT_TRUE(t.wait_for_text("wants lock")) << t.text();
  t.type("q");
  ASSERT_TRUE(t.wait_for_text("THREAD t1")) << t.text();
  t.type("q");
  ASSERT_TRUE(t.wait_for_text("KERNEL SIDE")) << t.text();
  t.type("q");
  const auto status = t.wait_for_exit();
  ASSERT_TRUE(status && WIFEXITED(*status));
  EXPECT_EQ(WEXITSTATUS(*status), 0);
}

}  // namespace
}  // namespace looplab
