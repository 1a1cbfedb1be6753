// SPDX-License-Identifier: BSL-1.0
//
// Mutant: a thread for each request of a second.
// fails: not-too-many M09
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
  for (const route& one : mix) {
    requests += one.requests_per_second;
  }
  return static_cast<unsigned>(requests);
}
