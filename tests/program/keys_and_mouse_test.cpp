// SPDX-License-Identifier: BSL-1.0
//
// What keys and the mouse do on the screens of looplab-view, on a real pty.
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
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
using support::special_key;

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

/// A click as xterm and its kin send it; columns and rows count from 1.
std::string click_at(int x, int y) {
  return "\x1b[<0;" + std::to_string(x) + ";" + std::to_string(y) +
         "M\x1b[<0;" + std::to_string(x) + ";" + std::to_string(y) + "m";
}

/// The cell at which a text begins, counted from 1, once the screen shows it.
std::pair<int, int> place_of(pty_terminal& t, const std::string& text) {
  t.wait_for_text(text);
  for (int y = 0; y < 30; ++y) {
    const std::string row = t.row(y);
    const auto at = row.find(text);
    if (at != std::string::npos) {
      // Bytes that go on a character take no column.
      const auto columns = std::count_if(
          row.begin(), row.begin() + static_cast<std::ptrdiff_t>(at),
          [](char c) { return (c & 0xc0) != 0x80; });
      return {static_cast<int>(columns) + 1, y + 1};
    }
  }
  ADD_FAILURE() << text << '\n' << t.text();
  return {1, 1};
}

std::string click_on(pty_terminal& t, const std::string& text) {
  const auto [x, y] = place_of(t, text);
  return click_at(x, y);
}

class with_a_recording : public keys_and_mouse {
 protected:
  void SetUp() override {
    support::process lesson({view,
                             {"learn", "06", "--lines", "-o", file_},
                             records_.environment(SHARE_FOLDER)});
    ASSERT_EQ(lesson.wait(std::chrono::minutes(1)), 0) << lesson.output();
  }

  std::string file_ = records_.file("lesson.loop");
};

TEST_F(with_a_recording, the_mouse_does_what_keys_do) {
  pty_terminal t(100, 30, {view, "replay", file_}, environment());
  ASSERT_TRUE(t.wait_for_text("q quit")) << t.text();
  // In the time line, where all lanes have room; one event further; and back
  // by the lane of the wheel.
  t.type(click_at(30, 29));
  ASSERT_TRUE(t.wait_for_text("t2 ")) << t.text();
  const std::string there = t.row(28);
  t.type(click_on(t, "n next"));
  EXPECT_TRUE(t.wait_for([&] { return t.row(28) != there; })) << t.text();
  t.type(click_on(t, "t2 "));
  EXPECT_TRUE(t.wait_for_text("▸t2 ")) << t.text();
  const auto [x, y] = place_of(t, "t1 ");
  const std::string cell =
      ";" + std::to_string(x) + ";" + std::to_string(y) + "M";
  t.type("\x1b[<64" + cell);
  EXPECT_TRUE(t.wait_for_text("▸t1 ")) << t.text();
  t.type("\x1b[<65" + cell);
  EXPECT_TRUE(t.wait_for_text("▸t2 ")) << t.text();
  t.type(click_on(t, "? help"));
  ASSERT_TRUE(t.wait_for_text("type to search")) << t.text();
  t.type(click_on(t, "axis: steps"));
  EXPECT_TRUE(t.wait_for_text("1 column = ")) << t.text();
  t.type(click_on(t, "q quit"));
  const auto status = t.wait_for_exit();
  ASSERT_TRUE(status && WIFEXITED(*status)) << t.text();
  const std::string& raw = t.raw();
  ASSERT_NE(raw.rfind("1000h"), raw.npos);
  ASSERT_NE(raw.rfind("1000l"), raw.npos);
  EXPECT_GT(raw.rfind("1000l"), raw.rfind("1000h")) << "the mouse is still on";
}

TEST_F(with_a_recording, the_mouse_works_in_tmux_too) {
  auto inside = environment();
  inside["TERM"] = "screen-256color";
  pty_terminal t(100, 30, {view, "replay", file_}, inside);
  ASSERT_TRUE(t.wait_for_text("q quit")) << t.text();
  const auto [x, y] = place_of(t, "q quit");
  const auto coded = [](int n) {
    return static_cast<char>(32 + n);
  };
  t.type(std::string("\x1b[M") + coded(0) + coded(x) + coded(y) + "\x1b[M" +
         coded(3) + coded(x) + coded(y));
  const auto status = t.wait_for_exit();
  ASSERT_TRUE(status && WIFEXITED(*status)) << t.text();
}

TEST_F(with_a_recording, the_mouse_is_left_alone_when_asked) {
  pty_terminal t(100, 30, {view, "replay", "--no-mouse", file_}, environment());
  ASSERT_TRUE(t.wait_for_text("q quit")) << t.text();
  t.type("q");
  EXPECT_TRUE(t.wait_for_exit());
  EXPECT_EQ(t.raw().find("1000h"), std::string::npos);
}

TEST_F(with_a_recording, p_shows_few_lanes_and_big_words_at_any_size) {
  pty_terminal t(80, 24, {view, "replay", file_}, environment());
  ASSERT_TRUE(t.wait_for_text("q quit")) << t.text();
  t.type("ttt");
  ASSERT_TRUE(t.wait_for_text("1 TIMERS")) << t.text();
  t.type("p");
  ASSERT_TRUE(t.wait_for_text("▀█▀ █ █▄▄█ █▀▀ █▀▄ █▀▀")) << t.text();
  for (const auto& [columns, rows] : {std::pair(1, 1), std::pair(100, 30),
                                      std::pair(20, 5), std::pair(80, 24)}) {
    t.resize(columns, rows);
    t.type("nntNn");
  }
  ASSERT_TRUE(t.wait_for_text("IN LINE")) << t.text();
  t.type("p");
  ASSERT_TRUE(t.wait_for_text("1 TIMERS")) << t.text();
  t.type("q");
  EXPECT_TRUE(t.wait_for_exit());
}

TEST_F(keys_and_mouse, home_keeps_a_lesson_and_goes_on_where_it_was_left) {
  pty_terminal t(100, 30, {view, "home"}, environment());
  ASSERT_TRUE(t.wait_for_text("CHAPTERS")) << t.text();
  t.type("c");
  ASSERT_TRUE(t.wait_for_text("not stopped in a lesson yet")) << t.text();
  t.type("6r");
  ASSERT_TRUE(t.wait_for_text("no run of chapter 06 yet")) << t.text();
  t.type("/futu");
  ASSERT_TRUE(t.wait_for_text("search: futu")) << t.text();
  ASSERT_TRUE(t.wait_for_text("▸  05")) << t.text();
  t.type("\r6\r");
  ASSERT_TRUE(t.wait_for_text("FIRST, PREDICT")) << t.text();
  t.type("1\r++++++");
  ASSERT_TRUE(t.wait_for_text("The lesson is over")) << t.text();
  // A turn that the next run has, too: no two have equally many.
  t.press(special_key::home);
  t.type("ttttt");
  ASSERT_TRUE(t.wait_for_text("turn 5 of")) << t.text();
  t.type("q");
  ASSERT_TRUE(t.wait_for_text("WHAT YOU PREDICTED")) << t.text();
  t.type("q");
  const std::string stop = "You stopped in chapter 06, turn 5";
  ASSERT_TRUE(t.wait_for_text(stop)) << t.text();
  t.type("c");
  ASSERT_TRUE(t.wait_for_text("HELD")) << t.text();
  ASSERT_TRUE(t.wait_for_text("turn 5 of")) << t.text();
  t.type("q");
  ASSERT_TRUE(t.wait_for_text("WHAT YOU PREDICTED")) << t.text();
  t.type("q");
  ASSERT_TRUE(t.wait_for_text("replay its last run")) << t.text();
  t.type("r");
  ASSERT_TRUE(t.wait_for_text("REPLAY")) << t.text();
  // The second key is typed before home is there to read it.
  t.type("qc");
  ASSERT_TRUE(t.wait_for_text("turn 5 of")) << t.text();
  t.type("q");
  ASSERT_TRUE(t.wait_for_text("WHAT YOU PREDICTED")) << t.text();
  t.type("q");
  ASSERT_TRUE(t.wait_for_text(stop)) << t.text();
}

TEST_F(keys_and_mouse, a_second_click_on_a_chapter_runs_it) {
  pty_terminal t(100, 30, {view, "home"}, environment());
  ASSERT_TRUE(t.wait_for_text("06  ")) << t.text();
  t.type(click_on(t, "06  "));
  ASSERT_TRUE(t.wait_for_text("▸  06")) << t.text();
  t.type(click_on(t, "06  "));
  ASSERT_TRUE(t.wait_for_text("FIRST, PREDICT")) << t.text();
  t.type(click_on(t, "2 "));
  ASSERT_TRUE(t.wait_for_text("▸ 2")) << t.text();
  t.type("q");
  ASSERT_TRUE(t.wait_for_text("CHAPTERS")) << t.text();
  t.type("q");
  EXPECT_TRUE(t.wait_for_exit());
}

}  // namespace
}  // namespace looplab
