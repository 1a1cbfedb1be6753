// SPDX-License-Identifier: BSL-1.0
//
// What the screen shows and reports on real terminal types: cells, colours,
// keys, sizes, and what happens where there is no terminal.
#include <sys/wait.h>

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "tests/support/pty_terminal.hpp"

namespace looplab {
namespace {

using support::pty_terminal;
using support::special_key;

TEST(terminal_screen, draws_cells_to_the_last_corner) {
  pty_terminal t(80, 24, {TERMINAL_PROBE});
  ASSERT_TRUE(t.wait_for_text("probe 80x24"));
  ASSERT_TRUE(t.wait_for([&] { return t.cell(79, 23).text == "X"; }));
  EXPECT_EQ(t.cell(0, 1).text, "█");
}

TEST(terminal_screen, uses_the_palette_of_256_colours) {
  pty_terminal t(80, 24, {TERMINAL_PROBE});
  ASSERT_TRUE(t.wait_for([&] { return t.cell(2, 1).text == "▂"; }));
  EXPECT_EQ(t.cell(0, 1).foreground, 49);
  EXPECT_TRUE(t.cell(0, 1).bold);
  EXPECT_EQ(t.cell(1, 1).foreground, 226);
  EXPECT_EQ(t.cell(2, 1).foreground, 39);
  EXPECT_EQ(t.cell(0, 0).background, 16);
}

TEST(terminal_screen, shows_no_colour_when_asked_not_to) {
  pty_terminal t(80, 24, {TERMINAL_PROBE}, {{"NO_COLOR", "1"}});
  ASSERT_TRUE(t.wait_for([&] { return t.cell(2, 1).text == "▂"; }));
  EXPECT_EQ(t.cell(0, 1).foreground, -1);
  EXPECT_EQ(t.cell(0, 0).background, -1);
}

TEST(terminal_screen, sends_a_frame_in_one_piece) {
  pty_terminal t(80, 24, {TERMINAL_PROBE});
  // Each key is shown by two frames. Before the n-th frame there were n writes:
  // one for each.
  for (int frame = 0; frame <= 8; frame += 2) {
    const std::string count = std::to_string(frame);
    ASSERT_TRUE(t.wait_for_text(" n " + count)) << t.text();
    EXPECT_TRUE(t.wait_for_text("writes " + count + " ")) << t.text();
    t.type("x");
  }
}

TEST(terminal_screen, is_not_inherited_by_a_program_that_is_started) {
  pty_terminal t(80, 24, {TERMINAL_PROBE});
  ASSERT_TRUE(t.wait_for_text("probe 80x24"));
  t.type("x");
  ASSERT_TRUE(t.wait_for_text(" n 2")) << t.text();
  EXPECT_TRUE(t.wait_for_text("inherited 0")) << t.text();
}

TEST(terminal_screen, reports_keys) {
  pty_terminal t(80, 24, {TERMINAL_PROBE});
  ASSERT_TRUE(t.wait_for_text("probe 80x24"));
  const std::pair<special_key, int> keys[] = {
      {special_key::up, 0x110000},      {special_key::down, 0x110001},
      {special_key::left, 0x110002},    {special_key::right, 0x110003},
      {special_key::home, 0x110004},    {special_key::end, 0x110005},
      {special_key::page_up, 0x110006}, {special_key::page_down, 0x110007}};
  for (const auto& [key, code] : keys) {
    t.press(key);
    EXPECT_TRUE(t.wait_for_text("key " + std::to_string(code))) << t.row(0);
  }
  t.type("\x1b");
  EXPECT_TRUE(t.wait_for_text("key " + std::to_string(0x110009))) << t.row(0);
}

TEST(terminal_screen, takes_no_unknown_key_for_escape) {
  pty_terminal t(80, 24, {TERMINAL_PROBE});
  ASSERT_TRUE(t.wait_for_text("probe 80x24"));
  const std::string escaped = "key " + std::to_string(0x110009);
  for (const char* unknown : {"\x1b[99;5~", "\x1b[C", "\x1bOz"}) {
    t.type(unknown);
    t.type("y");
    ASSERT_TRUE(t.wait_for_text("key 121")) << t.row(0);
    t.type("x");
    ASSERT_TRUE(t.wait_for_text("key 120")) << t.row(0);
  }
  EXPECT_EQ(t.raw().find(escaped), std::string::npos);
  t.type("\x1b");
  EXPECT_TRUE(t.wait_for_text(escaped)) << t.row(0);
}

TEST(terminal_screen, follows_the_size) {
  pty_terminal t(100, 30, {TERMINAL_PROBE});
  ASSERT_TRUE(t.wait_for_text("probe 100x30"));
  const std::pair<int, int> sizes[] = {{80, 24}, {120, 40}, {20, 5}, {100, 30}};
  for (const auto& [columns, rows] : sizes) {
    t.resize(columns, rows);
    const std::string wanted =
        "probe " + std::to_string(columns) + "x" + std::to_string(rows);
    EXPECT_TRUE(t.wait_for_text(wanted)) << t.row(0);
  }
  t.resize(1, 1);
  t.resize(100, 30);
  EXPECT_TRUE(t.wait_for_text("probe 100x30")) << t.row(0);
}

TEST(terminal_screen, does_not_believe_lines_and_columns) {
  pty_terminal t(80, 24, {TERMINAL_PROBE},
                 {{"LINES", "10"}, {"COLUMNS", "50"}});
  EXPECT_TRUE(t.wait_for_text("probe 80x24")) << t.text();
}

class terminal_type : public testing::TestWithParam<const char*> {};

TEST_P(terminal_type, starts_shows_and_ends) {
  for (const char* locale : {"C.UTF-8", "C"}) {
    pty_terminal t(80, 24, {TERMINAL_PROBE},
                   {{"TERM", GetParam()}, {"LC_ALL", locale}});
    ASSERT_TRUE(t.wait_for_text("probe 80x24")) << t.text();
    t.type("q");
    const auto status = t.wait_for_exit();
    ASSERT_TRUE(status);
    EXPECT_TRUE(WIFEXITED(*status) && WEXITSTATUS(*status) == 0);
    EXPECT_NE(t.modes().c_lflag & ECHO, 0u);
  }
}

INSTANTIATE_TEST_SUITE_P(known, terminal_type,
                         testing::Values("xterm", "xterm-256color", "screen",
                                         "screen-256color", "tmux-256color",
                                         "linux", "vt100"));

TEST(terminal_screen, says_why_there_is_none) {
  using change = std::optional<std::string>;
  const std::pair<change, std::string> cases[] = {
      {change("dumb"), "cannot place text"},
      {change("no-such-terminal"), "is not known here"},
      {change(), "TERM is not set"}};
  for (const auto& [term, reason] : cases) {
    pty_terminal t(80, 24, {TERMINAL_PROBE}, {{"TERM", term}});
    ASSERT_TRUE(t.wait_for_exit());
    EXPECT_NE(t.text().find(reason), std::string::npos) << t.text();
    EXPECT_EQ(t.raw().find('\x1b'), std::string::npos)
        << "escapes on a terminal "
           "that has none";
  }
}

}  // namespace
}  // namespace looplab
