// SPDX-License-Identifier: BSL-1.0
//
// Typing in the help: what is left, and which key Enter gives back.
#include "visualizer/program/help_box.hpp"

#include <string>

#include <gtest/gtest.h>

namespace looplab::program {

namespace {

using frame::screen_kind;

help_box opened(const std::string& typed) {
  help_box box;
  box.open(screen_kind::live);
  for (const char letter : typed) {
    EXPECT_EQ(box.press(letter), 0);
  }
  return box;
}

TEST(help_box, presses_the_key_that_was_searched) {
  help_box box = opened("slower");
  EXPECT_EQ(box.press(frame::key_enter), '-');
  EXPECT_FALSE(box.is_open());
}

TEST(help_box, presses_the_key_that_was_chosen) {
  help_box box = opened("turn of");
  const auto found = frame::found_in_help(screen_kind::live, "");
  for (int back = 0; back < 7; ++back) {
    box.press(frame::key_backspace);
  }
  EXPECT_TRUE(box.is_open());
  box.press(frame::key_down);
  box.press(frame::key_down);
  box.press(frame::key_up);
  EXPECT_EQ(box.press(frame::key_enter), found[1].keys[0]);
}

TEST(help_box, takes_every_letter_for_the_search) {
  help_box box = opened("q");
  EXPECT_TRUE(box.is_open());
  EXPECT_EQ(box.press(frame::key_enter), 'q');
}

TEST(help_box, presses_nothing_where_nothing_was_found) {
  help_box box = opened("no such thing");
  EXPECT_EQ(box.press(frame::key_down), 0);
  EXPECT_EQ(box.press(frame::key_enter), 0);
  EXPECT_TRUE(box.is_open());
}

TEST(help_box, has_three_ways_out) {
  for (const int key :
       {int{frame::key_escape}, int{'?'}, int{frame::key_backspace}}) {
    help_box box = opened("");
    EXPECT_EQ(box.press(key), 0);
    EXPECT_FALSE(box.is_open()) << key;
  }
}

TEST(help_box, stays_within_its_list) {
  help_box box = opened("");
  for (int i = 0; i < 200; ++i) {
    box.press(frame::key_page_down);
  }
  const auto found = frame::found_in_help(screen_kind::live, "");
  EXPECT_EQ(box.press(frame::key_enter), found.back().keys[0]);
}

}  // namespace

}  // namespace looplab::program
