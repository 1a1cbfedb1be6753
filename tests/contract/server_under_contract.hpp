// SPDX-License-Identifier: BSL-1.0
//
// What the suite knows about a server: where it is and what it promises. The
// list is in CMakeLists.txt, one line a server.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace looplab::contract {

/// What a client gets that comes when all places are taken.
enum class beyond_capacity { waits, refuses };

struct server_under_contract {
  std::string name;
  std::string program;
  /// Clients served at the same time; 0 is as many as there are descriptors.
  unsigned at_once = 0;
  beyond_capacity beyond = beyond_capacity::refuses;
  std::vector<std::string> arguments;

  /// Whether `clients` can all be in the middle of something.
  bool serves_at_once(unsigned clients) const {
    return at_once == 0 || clients <= at_once;
  }
};

/// All of them.
const std::vector<server_under_contract>& servers_under_contract();

/// GoogleTest prints a failing server by its name.
inline void PrintTo(const server_under_contract& server, std::ostream* out) {
  *out << server.name;
}

}  // namespace looplab::contract
