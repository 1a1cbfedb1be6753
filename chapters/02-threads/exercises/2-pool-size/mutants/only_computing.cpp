// SPDX-License-Identifier: BSL-1.0
//
// Mutant: counts only the time for which a processor is needed.
// fails: enough M09
#include <algorithm>
#include <cmath>
#include <vector>

struct route {
  double requests_per_second;
  double waits_ms;
  double computes_ms;
};

unsigned pool_size(const std::vector<route>& mix) {
  double inside = 0;
  for (const route& one : mix) {
    inside += one.requests_per_second * one.computes_ms / 1000;
  }
  return static_cast<unsigned>(std::max(1.0, std::ceil(inside)));
}
