// SPDX-License-Identifier: BSL-1.0
//
// Mutant: a thousand threads are always enough.
// fails: not-too-many M09
#include <algorithm>
#include <cmath>
#include <vector>

struct route {
  double requests_per_second;
  double waits_ms;
  double computes_ms;
};

unsigned pool_size(const std::vector<route>&) {
  return 1000;
}
