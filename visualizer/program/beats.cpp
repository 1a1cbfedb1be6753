// SPDX-License-Identifier: BSL-1.0
//
// See beats.hpp. At two events a second: 150 ms, 200 ms and 150 ms.
#include "visualizer/program/beats.hpp"

#include <algorithm>

namespace looplab::program {

namespace {

using frame::beat;
using std::chrono::microseconds;

constexpr std::chrono::milliseconds least(frame::least_ms_for_beats);
constexpr std::chrono::milliseconds longest(frame::most_ms_for_beats);

}  // namespace

microseconds beats::length_of(beat one) const {
  return all_ * frame::tenths_of(one) / 10;
}

void beats::begin(time_point now, microseconds interval) {
  at_ = interval < least ? beat::whole : beat::cause;
  all_ = std::min<microseconds>(interval, longest);
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
