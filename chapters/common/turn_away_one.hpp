// SPDX-License-Identifier: BSL-1.0
//
// What is left to do when the table of descriptors is full. It refuses to
// wait: without a descriptor accept fails also when nobody is there, so who
// calls it must know that somebody is, or it would be tried for ever.
#pragma once

#include <sys/socket.h>

#include <utility>

#include "chapters/common/descriptor.hpp"
#include "chapters/common/socket.hpp"
#include "chapters/common/stats.hpp"

namespace looplab::common {

/// Accepts one client in the room that `spare` makes, tells it that there is
/// none, and counts it. Does nothing when there is room without that: somebody
/// has left since accept failed, and who is there now is not turned away. False
/// when nobody is there: there is nothing to accept.
inline bool turn_away_one(int listener, spare_descriptor& spare,
                          stats& numbers) {
  if (spare_descriptor another; another) {
    return true;
  }
  spare.give_up();
  descriptor client(::accept(listener, nullptr, nullptr));
  const bool came(client);
  if (came) {
    turn_away(std::move(client));
    stats::add(numbers.refused, 1);
  }
  spare.take_back();
  return came;
}

}  // namespace looplab::common
