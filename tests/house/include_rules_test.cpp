// SPDX-License-Identifier: BSL-1.0
//
// The doors, tried on includes that go through walls.
#include "tests/house/include_rules.hpp"

#include <gtest/gtest.h>

namespace looplab::house {

namespace {

const doors small_house = {{"trace", {}},
                           {"chapter", {"trace", "common"}},
                           {"frame", {"model"}},
                           {"tests", {"chapter"}}};

complaints include(const std::string& path, const std::string& header) {
  return check_includes({path, "#include " + header + "\n"}, small_house);
}

TEST(house_doors, are_read_from_the_file_that_cmake_uses) {
  const doors known = read_doors(
      {"cmake/Rooms.cmake",
       "set(LOOPLAB_DOORS_trace \"\")\nset(LOOPLAB_DOORS_a \"b;c\")\n"});
  EXPECT_EQ(known, (doors{{"trace", {}}, {"a", {"b", "c"}}}));
}

TEST(house_doors, a_path_says_its_room) {
  EXPECT_EQ(room_of("trace/hooks/posix/read.cpp"), "trace");
  EXPECT_EQ(room_of("chapters/common/routes.hpp"), "common");
  EXPECT_EQ(room_of("chapters/06-epoll/loop.hpp"), "chapter 06");
  EXPECT_EQ(room_of("chapters/06-epoll/exercises/1-a/test.cpp"), "exercise");
  EXPECT_EQ(room_of("visualizer/frame/grid.hpp"), "frame");
  EXPECT_EQ(room_of("README.md"), "");
}

TEST(house_doors, an_include_through_a_wall_is_refused) {
  EXPECT_EQ(include("trace/a.hpp", "\"chapters/common/b.hpp\"").size(), 1);
  EXPECT_EQ(include("visualizer/frame/a.hpp", "\"trace/log.hpp\"").size(), 1);
  EXPECT_EQ(include("visualizer/frame/a.cpp", "\"visualizer/model/b.hpp\""),
            complaints{});
  EXPECT_EQ(include("trace/a.hpp", "\"trace/b.hpp\""), complaints{});
}

TEST(house_doors, a_chapter_does_not_include_another) {
  const std::string server = "chapters/02-threads/server.cpp";
  EXPECT_EQ(include(server, "\"chapters/06-epoll/loop.hpp\"").size(), 1);
  EXPECT_EQ(include(server, "\"chapters/02-threads/pool.hpp\""), complaints{});
  EXPECT_EQ(include(server, "\"chapters/common/routes.hpp\""), complaints{});
  EXPECT_EQ(include("tests/a.cpp", "\"chapters/06-epoll/loop.hpp\""),
            complaints{})
      << "a door to the chapters leads to each of them";
}

TEST(house_doors, an_exercise_includes_its_own_chapter_only) {
  const std::string test = "chapters/06-epoll/exercises/1-a/test.cpp";
  EXPECT_EQ(include(test, "\"chapters/06-epoll/loop.hpp\""), complaints{});
  EXPECT_EQ(include(test, "\"chapters/02-threads/pool.hpp\"").size(), 1);
}

TEST(house_doors, ncurses_has_one_room) {
  EXPECT_EQ(include("visualizer/frame/a.cpp", "<ncurses.h>").size(), 1);
  EXPECT_EQ(include("visualizer/terminal/a.cpp", "<ncurses.h>"), complaints{});
}

TEST(house_doors, state_and_frames_have_no_clock) {
  const std::string now = "auto t = std::chrono::steady_clock::now();";
  EXPECT_EQ(check_clocks({"visualizer/model/state.cpp", now}).size(), 1);
  EXPECT_EQ(check_clocks({"visualizer/target/child.cpp", now}), complaints{});
}

}  // namespace

}  // namespace looplab::house
