// SPDX-License-Identifier: BSL-1.0
//
// Mutant: takes the mean of the times, however often each route is asked.
// fails: every-mix
#include <algorithm>
#include <cmath>
#include <vector>

struct route {
  double requests_per_second;
  double waits_ms;
  double computes_ms;
};

unsigned pool_size(const std::vector<route>& mix) {
  double requests = 0;
  double time = 0;
  for (const route& one : mix) {
    requests += one.requests_per_second;
    time += one.waits_ms + one.computes_ms;
  }
  time /= static_cast<double>(mix.size());
  return static_cast<unsigned>(
      std::max(1.0, std::ceil(requests * time / 1000)));
}
