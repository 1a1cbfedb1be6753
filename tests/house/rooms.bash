# SPDX-License-Identifier: BSL-1.0
#
# rooms.bash SOURCE CMAKE: cmake/Rooms.cmake refuses a wrong link when the
# build is configured, and lets a right one through. Each case is a small house
# with a trace library, a frame library and two chapters.
source "$(dirname "$0")/check.bash"
tree=$1
cmake=$2

# house CODE LINKS: configures the small house with these links, once as they
# are, and expects CODE.
house() {
  cat >"$work/CMakeLists.txt" <<END
cmake_minimum_required(VERSION 3.25)
project(house LANGUAGES CXX)
add_library(looplab_warnings INTERFACE)
include($tree/cmake/Rooms.cmake)
foreach(name trace frame epoll threads)
  add_library(\${name} STATIC house.cpp)
endforeach()
enter_room(trace trace)
enter_room(frame frame)
enter_room(epoll chapter)
enter_room(threads chapter)
set_target_properties(epoll PROPERTIES LOOPLAB_CHAPTER 06-epoll)
set_target_properties(threads PROPERTIES LOOPLAB_CHAPTER 02-threads)
$2
END
  expect "$1" "$cmake" -G Ninja -S "$work" -B "$work/build"
}
echo "int house;" >"$work/house.cpp"

house 0 "target_link_libraries(epoll PRIVATE trace)"
house 0 "target_link_libraries(frame PUBLIC trace)"

house 1 "target_link_libraries(trace PRIVATE frame)"
expect_text "trace (room trace) may not open the door to"
expect_text "cmake/Rooms.cmake"

house 1 "target_link_libraries(epoll PRIVATE frame)"
expect_text "epoll (room chapter)"

# Two chapters are in rooms of the same kind, and still not in the same room.
house 1 "target_link_libraries(epoll PRIVATE threads)"
expect_text "epoll (room chapter) may not open the door to"

# A generator expression is no way around it.
house 1 "target_link_libraries(trace PUBLIC \$<BUILD_INTERFACE:frame>)"
expect_text "trace (room trace)"

house 1 "enter_room(frame attic)"
expect_text "there is no room"
finish
