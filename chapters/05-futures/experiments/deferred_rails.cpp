// SPDX-License-Identifier: BSL-1.0
//
// Which callbacks run, and when: an error goes down its own rail until one
// recovers, a deferred that a callback returns is waited for, a result comes
// once. deferred_rails.py is the same with Twisted, line by line, and prints
// the same.
#include <cstdio>
#include <stdexcept>

#include "chapters/05-futures/deferred.hpp"

namespace {

using namespace looplab::chapter;

// [rails]
void rails() {
  deferred<int> d;
  d.add_callback([](int value) -> int {
     std::printf("cb1 %d, throws\n", value);
     throw std::runtime_error("no price");
   })
      .add_callback([](int value) {
        std::printf("cb2 %d\n", value);
        return value;
      })
      .add_errback([](const std::exception& why) {
        std::printf("eb1 %s, returns 7\n", why.what());
        return 7;
      })
      .add_callback([](int value) { std::printf("cb3 %d\n", value); });
  std::printf("nothing ran yet\n");
  d.callback(1);
}

// [rails]

void chained() {
  deferred<int> outer, inner;
  outer
      .add_callback([inner](int value) {
        std::printf("outer %d, returns inner\n", value);
        return inner;
      })
      .add_callback([](int value) { std::printf("goes on with %d\n", value); });
  outer.callback(1);
  std::printf("outer waits\n");
  inner.callback(2);
}

void once() {
  deferred<int> d;
  d.callback(1);
  try {
    d.callback(2);
  } catch (const already_called&) {
    std::printf("a second result is refused\n");
  }
}

void cancelled_while_it_waits() {
  deferred<int> d;
  d.add_callback([](int) { std::printf("came\n"); }).add_errback<cancelled>([] {
    std::printf("cancelled\n");
  });
  d.cancel();
  d.callback(1);
  std::printf("a late result goes nowhere\n");
}

}  // namespace

int main() {
  rails();
  chained();
  once();
  cancelled_while_it_waits();
}
