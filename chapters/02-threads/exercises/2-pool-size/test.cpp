// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 02.2. A pool of the chosen size is tried on a clock of the
// test's own, request by request, so that the student is told what happens in
// it and not a formula.
#include <algorithm>
#include <functional>
#include <queue>
#include <string>
#include <vector>

#include "chapters/exercise/check.hpp"

struct route {
  double requests_per_second;
  double waits_ms;
  double computes_ms;
};

unsigned pool_size(const std::vector<route>& mix);

namespace looplab::exercise {

namespace {

using mix = std::vector<route>;

constexpr property enough{
    "enough", "choose as many threads as one route keeps busy", "M09"};
constexpr property not_too_many{"not-too-many",
                                "choose not many more than that", "M09"};
constexpr property every_mix{
    "every-mix", "be right for several routes at once, each by its share"};
constexpr property at_least_one{"at-least-one", "choose at least one thread"};

struct day {
  double longest_wait_ms = 0;  // for a free thread
  double busy = 0;             // threads, on average
};

// Twenty seconds of requests, evenly spaced on each route.
day simulate(const mix& routes, unsigned threads) {
  constexpr double TIME_MS = 20000;
  std::vector<std::pair<double, double>> requests;  // when, for how long
  for (const route& one : routes) {
    const double gap = 1000 / one.requests_per_second;
    for (double at = 0; at < TIME_MS; at += gap) {
      requests.emplace_back(at, one.waits_ms + one.computes_ms);
    }
  }
  std::sort(requests.begin(), requests.end());
  std::priority_queue<double, std::vector<double>, std::greater<>> free_at;
  for (unsigned i = 0; i < threads; ++i) {
    free_at.push(0);
  }
  day out;
  for (const auto& [at, takes] : requests) {
    const double begins = std::max(at, free_at.top());
    free_at.pop();
    free_at.push(begins + takes);
    out.longest_wait_ms = std::max(out.longest_wait_ms, begins - at);
    out.busy += takes / TIME_MS;
  }
  return out;
}

std::string whole(double number) {
  return std::to_string(static_cast<long>(number + 0.5));
}

void expect_enough(const mix& routes, const std::string& what) {
  const unsigned size = pool_size(routes);
  const day seen = simulate(routes, std::max(size, 1U));
  expect(size >= 0.8 * seen.busy, what + ": with " + std::to_string(size) +
                                      " threads, after 20 s a request waits " +
                                      whole(seen.longest_wait_ms) +
                                      " ms for a free one");
}

void expect_not_too_many(const mix& routes, const std::string& what) {
  const unsigned size = pool_size(routes);
  const double busy = simulate(routes, std::clamp(size, 1U, 10000U)).busy;
  expect(size <= 1.2 * busy + 1,
         what + ": of a pool of " + std::to_string(size) + ", " + whole(busy) +
             " are busy, and the others never have anything to do");
}

}  // namespace

void test() {
  const mix waiting = {{200, 199, 1}};
  const std::string first_mix =
      "200 requests a second that wait 199 ms and compute 1 ms";
  trying(enough);
  expect_enough(waiting, first_mix);
  trying(not_too_many);
  expect_not_too_many(waiting, first_mix);
  trying(every_mix);
  const mix uneven = {{1000, 1, 1}, {10, 500, 10}, {50, 20, 0}};
  const std::string second_mix =
      "1000 requests a second of 2 ms, 10 of 510 ms and 50 of 20 ms";
  expect_enough(uneven, second_mix);
  expect_not_too_many(uneven, second_mix);
  trying(at_least_one);
  const unsigned size = pool_size({{1, 10, 1}});
  expect(size >= 1, "for one request a second of 11 ms it chose 0");
  expect_not_too_many({{1, 10, 1}}, "one request a second of 11 ms");
}

}  // namespace looplab::exercise
