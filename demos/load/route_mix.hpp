// SPDX-License-Identifier: BSL-1.0
//
// Which route is asked next: by weight, by chance, and the same each time for
// the same seed, so that two servers are asked the same questions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace looplab::load {

struct route {
  std::string target;   ///< what is asked for: "/quote?symbol=ABC"
  unsigned weight = 1;  ///< 1 or more
};

/// Reads "/hello" or "/hello:3". Throws std::invalid_argument with a sentence.
route parse_route(std::string_view text);

/// Not thread-safe.
class route_mix {
 public:
  /// Requires: at least one route, no weight 0.
  route_mix(const std::vector<route>& routes, std::uint64_t seed);

  /// The position of the next one in `routes`.
  std::size_t next();

 private:
  std::vector<std::uint64_t> ends_;  // of each route's share of the total
  std::uint64_t state_;
};

}  // namespace looplab::load
