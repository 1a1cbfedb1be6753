// SPDX-License-Identifier: BSL-1.0
//
// See beats.hpp. At two events a second: 150 ms, 200 ms and 150 ms.
#include "visualizer/program/beats.hpp"

#include <algorithm>

namespace looplab::program {

namespace {

using frame::beat;
using std::chrono::microseconds;

constexpr microseconds least(125'000);
constexpr microseconds longest(1'000'000);

}  // namespace

microseconds beats::length_of(beat one) const {
  return all_ * (one == beat::travel ? 4 : 3) / 10;
}

void beats::begin(time_point now, microseconds interval) {
  at_ = interval < least ? beat::whole : beat::cause;
  all_ = std::min(interval, longest);
  ends_ = now + length_of(at_);
}

void beats::advance(time_point now) {
  while (at_ != beat::whole && ends_ <= now) {
    at_ = at_ == beat::cause    ? beat::travel
          : at_ == beat::travel ? beat::effect
                                : beat::whole;
    ends_ += length_of(at_);
  }
}

std::optional<beats::time_point> beats::next() const {
  return at_ == beat::whole ? std::nullopt : std::optional(ends_);
}

}  // namespace looplab::program
