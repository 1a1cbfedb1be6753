// SPDX-License-Identifier: BSL-1.0
//
// What keys and the mouse do on the screens of looplab-view, on a real pty.
#include <sys/wait.h>

#include <string>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/pty_terminal.hpp"

namespace looplab {
namespace {

using support::pty_terminal;

const std::string view = LOOPLAB_VIEW;

class keys_and_mouse : public testing::Test {
 protected:
  pty_terminal::environment environment() const {
    const auto set = records_.environment(SHARE_FOLDER);
    return {set.begin(), set.end()};
  }

  own_records records_;
};

TEST_F(keys_and_mouse, help_is_searched_and_does_what_was_found) {
  pty_terminal t(80, 24, {view, "home"}, environment());
  ASSERT_TRUE(t.wait_for_text("CHAPTERS")) << t.text();
  t.type("?");
  ASSERT_TRUE(t.wait_for_text("type to search")) << t.text();
  t.type("leavx");
  ASSERT_TRUE(t.wait_for_text("No key here")) << t.text();
  t.type("\x7f");
  ASSERT_TRUE(t.wait_for_text("search: leav ")) << t.text();
  EXPECT_EQ(t.text().find("chapter by its number"), std::string::npos);
  t.type("\r");
  const auto status = t.wait_for_exit();
  ASSERT_TRUE(status && WIFEXITED(*status)) << t.text();
  EXPECT_EQ(WEXITSTATUS(*status), 0);
}

}  // namespace
}  // namespace looplab
