// SPDX-License-Identifier: BSL-1.0
//
// What the suite knows about a server: where it is and what it promises. The
// list is in CMakeLists.txt, one line a server.
#pragma once

#include <limits>
#include <ostream>
#include <string>
#include <vector>

namespace looplab::contract {

/// As many as come: they wait in the kernel's queue of connections.
constexpr unsigned ANY = std::numeric_limits<unsigned>::max();

struct server_under_contract {
  std::string name;
  std::string program;
  /// Clients served at the same time; 0 is as many as there are descriptors.
  unsigned at_once = 0;
  /// Clients that may wait for a place; the next one is answered 503.
  unsigned waiting = 0;
  std::vector<std::string> arguments;

  /// Whether it needs a kernel that lets it use io_uring.
  bool may_be_refused() const { return name.starts_with("ring"); }

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
