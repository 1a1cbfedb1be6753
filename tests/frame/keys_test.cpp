// SPDX-License-Identifier: BSL-1.0
//
// One table for the handler, the help and the bottom row: each way round, what
// is listed works and what works is listed.
#include "visualizer/frame/keys.hpp"

#include <set>

#include <gtest/gtest.h>

#include "visualizer/frame/help.hpp"

namespace looplab::frame {

namespace {

constexpr screen_kind kinds[] = {screen_kind::home,     screen_kind::live,
                                 screen_kind::replay,   screen_kind::compare,
                                 screen_kind::warnings, screen_kind::detail,
                                 screen_kind::stops};

TEST(keys, of_the_table_do_what_it_says) {
  for (const screen_kind kind : kinds) {
    for (const key_binding& row : keys_of(kind)) {
      for (const int key : row.keys) {
        EXPECT_TRUE(key == 0 || command_for(kind, key) == row.does)
            << row.shown;
      }
    }
  }
}

TEST(keys, are_bound_once_on_a_screen) {
  for (const screen_kind kind : kinds) {
    std::set<int> seen;
    for (const key_binding& row : keys_of(kind)) {
      for (const int key : row.keys) {
        EXPECT_TRUE(key == 0 || seen.insert(key).second) << row.shown;
      }
    }
  }
}

TEST(keys, that_work_are_in_the_table) {
  for (const screen_kind kind : kinds) {
    for (int key = 0; key < key_resize; key = key == 127 ? key_up : key + 1) {
      const command does = command_for(kind, key);
      if (does == command::none) {
        continue;
      }
      bool listed = false;
      for (const key_binding& row : keys_of(kind)) {
        listed |= row.does == does;
      }
      EXPECT_TRUE(listed) << key;
    }
  }
}

TEST(keys, that_are_promised_are_there) {
  for (const int key :
       {int{' '},           int{'n'},        int{'N'},       int{'t'},
        int{'T'},           int{key_left},   int{key_right}, int{key_home},
        int{key_end},       int{'+'},        int{'-'},       int{key_up},
        int{key_down},      int{'1'},        int{'9'},       int{key_tab},
        int{'f'},           int{'a'},        int{'o'},       int{'w'},
        int{'?'},           int{'['},        int{']'},       int{'q'},
        int{key_page_down}, int{key_page_up}}) {
    EXPECT_NE(command_for(screen_kind::live, key), command::none) << key;
  }
}

TEST(keys, are_all_in_the_help) {
  for (const screen_kind kind : kinds) {
    for (const size extent : {size{80, 24}, size{100, 30}, size{120, 40}}) {
      int chosen = 0;
      for (const key_binding& row : keys_of(kind)) {
        grid drawn(extent);
        draw_help(drawn, {kind, "", chosen++}, {});
        const std::string text = drawn.text();
        EXPECT_NE(text.find(row.text), text.npos) << row.text << '\n' << text;
      }
    }
  }
}

TEST(keys, are_found_by_a_word) {
  grid drawn({100, 30});
  draw_help(drawn, {screen_kind::live, "TURN"}, {});
  const std::string text = drawn.text();
  EXPECT_NE(text.find("next turn"), text.npos);
  EXPECT_EQ(text.find("faster"), text.npos);
}

std::string page_with(int chosen, int rows) {
  grid drawn({80, rows});
  draw_help(drawn, {screen_kind::live, "", chosen}, {});
  return drawn.text();
}

TEST(keys, have_pages_where_the_window_is_low) {
  const auto all = found_in_help(screen_kind::live, "");
  const auto last = static_cast<int>(all.size()) - 1;
  const std::string first_page = page_with(0, 14);
  EXPECT_NE(first_page.find("page 1 of"), first_page.npos) << first_page;
  EXPECT_EQ(first_page.find(all.back().text), first_page.npos) << first_page;
  const std::string last_page = page_with(last, 14);
  EXPECT_NE(last_page.find(all.back().text), last_page.npos) << last_page;
  EXPECT_EQ(last_page.find(all.front().text), last_page.npos) << last_page;
}

TEST(keys, that_are_nowhere_are_said_to_be) {
  EXPECT_TRUE(found_in_help(screen_kind::live, "zzz").empty());
  grid drawn({80, 24});
  draw_help(drawn, {screen_kind::live, "zzz", 3}, {});
  EXPECT_NE(drawn.text().find("No key here"), std::string::npos);
}

}  // namespace

}  // namespace looplab::frame
