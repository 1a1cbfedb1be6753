// SPDX-License-Identifier: BSL-1.0
//
// Who may include whom. The doors are those of cmake/Rooms.cmake, which checks
// what is linked; here they are applied to what is included, because a header
// needs no link. It refuses to know a door that is not written there.
#pragma once

#include <map>
#include <set>

#include "tests/house/tree.hpp"

namespace looplab::house {

/// For every room, the rooms it may use.
using doors = std::map<std::string, std::set<std::string>>;

/// Reads the doors from the text of cmake/Rooms.cmake.
doors read_doors(const text_file& rooms);

/// The room that a path is in; empty when it is in none. Every chapter is a
/// room of its own, "chapter 06", behind the doors of "chapter".
std::string room_of(const std::string& path);

/// Every include of the file goes through a door that is there; ncurses is
/// included in the room `terminal` only.
complaints check_includes(const text_file& file, const doors& known);

/// State and frames are functions of the time they are given: no clock there.
complaints check_clocks(const text_file& file);

}  // namespace looplab::house
