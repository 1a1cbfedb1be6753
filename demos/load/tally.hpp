// SPDX-License-Identifier: BSL-1.0
//
// What a run saw, as data. Refusals and errors are counted apart from answers
// and are in no latency: a server that says 503 at once is not fast.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demos/load/histogram.hpp"

namespace looplab::load {

struct route_tally {
  histogram latency;          ///< of answers with a status below 400
  std::uint64_t refused = 0;  ///< answers 503
  std::uint64_t failed = 0;   ///< other answers from 400 on

  std::uint64_t answered() const { return latency.count() + refused + failed; }
};

/// started = answered + lost + unanswered.
struct tally {
  std::vector<route_tally> routes;  ///< in the order of the plan's
  std::uint64_t started = 0;
  std::uint64_t lost = 0;         ///< their connection ended first
  std::uint64_t unanswered = 0;   ///< when the grace was over
  std::uint64_t not_started = 0;  ///< due, but no connection was free in time
  std::uint64_t reconnects = 0;   ///< connections made again
  std::uint64_t unconnected = 0;  ///< connections that could not be made again
  double seconds = 0;             ///< until the last start or the last answer
  double cpu_seconds = 0;         ///< of this program
  double cpu_elapsed = 0;         ///< the time in which it used them
  std::string gone;  ///< why no connection was left; empty if one was

  std::uint64_t answered() const {
    std::uint64_t sum = 0;
    for (const route_tally& each : routes) {
      sum += each.answered();
    }
    return sum;
  }

  std::uint64_t errors() const {
    std::uint64_t sum = lost;
    for (const route_tally& each : routes) {
      sum += each.refused + each.failed;
    }
    return sum;
  }
};

/// How far a run is, once a second.
struct progress {
  unsigned second;
  std::uint64_t answered;  ///< since the last one
  std::uint64_t in_flight;
  std::uint64_t overdue;  ///< should have started; open loop only
  std::uint64_t errors;   ///< refused, failed and lost, since the start
};

}  // namespace looplab::load
