// SPDX-License-Identifier: BSL-1.0
//
// Mutant: work and alarm own each other.
// fails: lets-go
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
  auto working = work;
  auto ticking = alarm;
  alarm.add_both([too_late, working](outcome<nothing>&& came) {
    *too_late = came.index() == 0;
    if (*too_late) {
      working.cancel();
    }
  });
  return work
      .add_both([ticking](outcome<int>&& came) {
        ticking.cancel();
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
