// SPDX-License-Identifier: BSL-1.0
//
// Exercise 02.2, solved by Little's law.
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
    inside += one.requests_per_second * (one.waits_ms + one.computes_ms) / 1000;
  }
  return static_cast<unsigned>(std::max(1.0, std::ceil(inside)));
}
