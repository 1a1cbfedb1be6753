// SPDX-License-Identifier: BSL-1.0
//
// The one place in the tests that lets time pass on purpose.
#include "tests/support/patience.hpp"

#include <poll.h>

namespace looplab::support {

bool eventually(const std::function<bool()>& holds,
                std::chrono::milliseconds patience) {
  const clock::time_point end = clock::now() + patience;
  while (!holds()) {
    if (clock::now() >= end) {
      return holds();
    }
    poll(nullptr, 0, 1);
  }
  return true;
}

}  // namespace looplab::support
