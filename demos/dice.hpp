// SPDX-License-Identifier: BSL-1.0
//
// The dice of the demos: splitmix64. Own dice, because <random>'s distributions
// may differ from one standard library to the next, and a lesson must tell the
// same story everywhere.
#pragma once

#include <cstdint>

namespace looplab::demos {

/// One throw: moves `state` on. Every bit of the state before changes every bit
/// of the answer. The same states give the same answers, on every machine.
constexpr std::uint64_t throw_dice(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t value = state;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

}  // namespace looplab::demos
