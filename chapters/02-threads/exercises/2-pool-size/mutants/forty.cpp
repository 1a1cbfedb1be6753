// SPDX-License-Identifier: BSL-1.0
//
// Mutant: the answer to the first mix, for every mix.
// fails: every-mix
#include <algorithm>
#include <cmath>
#include <vector>

struct route {
  double requests_per_second;
  double waits_ms;
  double computes_ms;
};

unsigned pool_size(const std::vector<route>&) {
  return 40;
}
