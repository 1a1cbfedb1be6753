// SPDX-License-Identifier: BSL-1.0
//
// What keys and the mouse do on the screens of looplab-view, on a real pty.
#include <sys/wait.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/process.hpp"
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

TEST_F(keys_and_mouse, v_compares_a_chapter_with_the_one_before_it) {
  pty_terminal t(80, 24, {view, "home"}, environment());
  ASSERT_TRUE(t.wait_for_text("CHAPTERS")) << t.text();
  t.type("1v");
  ASSERT_TRUE(t.wait_for_text("no chapter before 01")) << t.text();
  t.type("2v");
  ASSERT_TRUE(t.wait_for_text("SO FAR")) << t.text();
  EXPECT_NE(t.row(1).find("A 01 Blocking I/O"), std::string::npos) << t.text();
  t.press(support::special_key::end);
  // Both have answered all four; one thread did it, or five.
  ASSERT_TRUE(t.wait_for_text("4 to 4     4 to 4")) << t.text();
  t.type("N");
  ASSERT_TRUE(t.wait_for([&] { return t.frames() > 3; }));
  t.type("s");
  ASSERT_TRUE(t.wait_for([&] {
    return t.row(1).find("A 02 Threads") != std::string::npos;
  })) << t.text();
  t.type("q");
  ASSERT_TRUE(t.wait_for_text("CHAPTERS")) << t.text();
  t.type("q");
  EXPECT_TRUE(t.wait_for_exit());
}

TEST_F(keys_and_mouse, two_recordings_are_replayed_under_one_cursor) {
  std::vector<std::string> files;
  for (const std::string number : {"01", "06"}) {
    files.push_back(records_.file(number + ".loop"));
    support::process lesson({view,
                             {"learn", number, "--lines", "-o", files.back()},
                             records_.environment(SHARE_FOLDER)});
    ASSERT_EQ(lesson.wait(std::chrono::minutes(1)), 0) << lesson.output();
  }
  pty_terminal t(100, 30, {view, "replay", files[0], files[1]}, environment());
  ASSERT_TRUE(t.wait_for_text("COMPARE  two recordings")) << t.text();
  EXPECT_NE(t.row(1).find("A 01.loop"), std::string::npos) << t.text();
  // Each step on, and each step back, gives its own screen.
  ASSERT_TRUE(t.wait_for([&] { return t.frames() > 0; }));
  const auto after = [&t](const std::string& key) {
    const int frames = t.frames();
    t.type(key);
    EXPECT_TRUE(t.wait_for([&] { return t.frames() > frames; }));
    return t.text();
  };
  std::vector<std::string> seen = {after("n")};
  for (int i = 0; i < 20; ++i) {
    seen.push_back(after("n"));
  }
  for (; seen.size() > 1; seen.pop_back()) {
    ASSERT_EQ(after("N"), seen[seen.size() - 2]);
  }
  t.type("a");
  ASSERT_TRUE(t.wait_for_text("each column is one step")) << t.text();
  for (const auto& [columns, rows] : {std::pair(1, 1), std::pair(80, 24),
                                      std::pair(30, 70), std::pair(120, 40)}) {
    t.resize(columns, rows);
    t.type(" ]n[N\t");
  }
  ASSERT_TRUE(t.wait_for_text("SO FAR")) << t.text();
  t.type("q");
  EXPECT_TRUE(t.wait_for_exit());
  support::process lines({view,
                          {"replay", files[0], files[1]},
                          records_.environment(SHARE_FOLDER)});
  EXPECT_EQ(lines.wait(), 0);
  EXPECT_NE(lines.output().find("SO FAR"), std::string::npos);
}

}  // namespace
}  // namespace looplab
