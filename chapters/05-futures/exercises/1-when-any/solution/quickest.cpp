// SPDX-License-Identifier: BSL-1.0
//
// Exercise 05.1, solved.
#include <memory>
#include <vector>

#include "chapters/05-futures/deferred.hpp"

using looplab::chapter::deferred;
using looplab::chapter::outcome;

// The first value of all that were asked.
deferred<int> quickest(const std::vector<deferred<int>>& asked) {
  std::vector<std::weak_ptr<looplab::chapter::cancellable>> losers;
  for (const auto& each : asked) {
    losers.push_back(each.handle());
  }
  auto left = std::make_shared<std::size_t>(asked.size());
  deferred<int> first;
  for (const auto& each : asked) {
    each.add_both([first, left, losers](outcome<int>&& came) {
      --*left;
      if (first.called()) {
        return;
      } else if (came.index() == 1) {
        if (*left == 0) {
          first.errback(std::get<1>(came));
        }
        return;
      }
      first.callback(std::get<0>(came));
      for (const auto& loser : losers) {
        if (auto there = loser.lock()) {
          there->cancel();
        }
      }
    });
  }
  return first;
}
