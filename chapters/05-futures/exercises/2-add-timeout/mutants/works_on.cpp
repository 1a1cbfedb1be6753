// SPDX-License-Identifier: BSL-1.0
//
// Mutant: the alarm stops the waiting, and not the work.
// fails: cancels-work M16
#include <memory>
#include <stdexcept>

#include "chapters/05-futures/deferred.hpp"

using looplab::chapter::cancelled;
using looplab::chapter::deferred;
using looplab::chapter::nothing;
using looplab::chapter::outcome;

// `work`, or the error "too late" when `alarm` comes first.
deferred<int> limited(const deferred<int>& work,
                      const deferred<nothing>& alarm) {
  auto too_late = std::make_shared<bool>(false);
  auto working = work.handle();
  auto ticking = alarm.handle();
  alarm.add_both([too_late, working](outcome<nothing>&& came) {
    *too_late = came.index() == 0;
    if (auto there = working.lock(); there && *too_late) {
      return;
    }
  });
  return work
      .add_both([ticking](outcome<int>&& came) {
        if (auto there = ticking.lock()) {
          there->cancel();
        }
        if (came.index() == 1) {
          std::rethrow_exception(std::get<1>(came));
        }
        return std::get<0>(came);
      })
      .add_errback<cancelled>([too_late]() -> int {
        if (*too_late) {
          throw std::runtime_error("too late");
        }
        throw;
      });
}
