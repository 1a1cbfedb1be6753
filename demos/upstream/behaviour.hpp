// SPDX-License-Identifier: BSL-1.0
//
// How the slow backend behaves: how long an answer takes, which answers fail,
// what a symbol costs. Everything is a function of the seed, so that two runs
// with the same requests in the same order tell the same story. It knows no
// clock and no socket.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace looplab::demos {

/// What the command line may choose.
struct behaviour {
  std::uint64_t seed = 1;
  std::chrono::milliseconds delay{200};
  std::chrono::milliseconds jitter{0};  ///< added to delay, 0 ... jitter
  double error_rate = 0;                ///< 0 ... 1, share of answers 500
  unsigned capacity = 0;                ///< requests at a time; 0 = no limit
  unsigned queue = 0;                   ///< may wait for a place; more get 503
  bool never_answer = false;            ///< reads requests and keeps silent
  bool hang_up = false;                 ///< closes in the place of an answer
};

/// What happens to one request.
struct verdict {
  std::chrono::nanoseconds delay{0};
  bool fails = false;
};

/// The verdict on the request which arrived as number `number` (from 0).
verdict judge(const behaviour& how, std::uint64_t number);

/// The price of a symbol with two decimals, such as `123.45`; between 1 and
/// 1000, the same for every request of one seed.
std::string price_of(std::uint64_t seed, std::string_view symbol);

}  // namespace looplab::demos
