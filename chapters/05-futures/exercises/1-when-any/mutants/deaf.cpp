// SPDX-License-Identifier: BSL-1.0
//
// Mutant: nobody hears the errors of the losers.
// fails: hears-losers
#include <memory>
#include <vector>

#include "chapters/05-futures/deferred.hpp"

using looplab::chapter::deferred;
using looplab::chapter::outcome;

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
      if (came.index() == 1) {
        if (*left == 0 && !first.called()) {
          first.errback(std::get<1>(came));
        } else {
          std::rethrow_exception(std::get<1>(came));
        }
      } else if (!first.called()) {
        first.callback(std::get<0>(came));
        for (const auto& loser : losers) {
          if (auto there = loser.lock()) {
            there->cancel();
          }
        }
      }
    });
  }
  return first;
}
