// SPDX-License-Identifier: BSL-1.0
//
// Exercise 05.2. This version stops waiting, and nobody stops working.
#include <stdexcept>

#include "chapters/05-futures/deferred.hpp"

using looplab::chapter::deferred;
using looplab::chapter::error;
using looplab::chapter::nothing;

// `work`, or the error "too late" when `alarm` comes first.
deferred<int> limited(const deferred<int>& work,
                      const deferred<nothing>& alarm) {
  deferred<int> result;
  work.add_callback([result](int value) { result.callback(value); });
  alarm.add_callback([result] {
    result.errback(std::make_exception_ptr(std::runtime_error("too late")));
  });
  return result;
}
