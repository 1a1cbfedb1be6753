// SPDX-License-Identifier: BSL-1.0
//
// The slow half: what is asked once, when the run is over.
#include "demos/load/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace looplab::load {

void histogram::add(const histogram& other) {
  for (std::size_t i = 0; i < BUCKETS; ++i) {
    counts_[i] += other.counts_[i];
  }
  total_ += other.total_;
  max_ = std::max(max_, other.max_);
}

std::uint64_t histogram::largest_in(std::size_t bucket) {
  if (bucket < std::size_t{2} * STEPS) {
    return bucket;
  }
  const std::size_t shift = bucket / STEPS - 1;
  const std::uint64_t step = bucket - shift * STEPS;
  // The last bucket ends where the type does: 2^64 wraps to 0, less 1.
  return ((step + 1) << shift) - 1;
}

std::uint64_t histogram::quantile(double share) const {
  const auto wanted = static_cast<std::uint64_t>(
      std::ceil(share * static_cast<double>(total_)));
  const std::uint64_t rank = std::clamp<std::uint64_t>(wanted, 1, total_ + 1);
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < BUCKETS; ++i) {
    seen += counts_[i];
    if (seen >= rank) {
      return std::min(largest_in(i), max_);
    }
  }
  return max_;
}

std::vector<histogram::step> histogram::steps() const {
  constexpr std::size_t quarter = STEPS / 4;
  std::vector<step> seen;
  for (std::size_t first = 0; first < BUCKETS; first += quarter) {
    std::uint64_t count = 0;
    for (std::size_t i = first; i < first + quarter; ++i) {
      count += counts_[i];
    }
    if (count > 0) {
      seen.push_back({largest_in(first + quarter - 1), count});
    }
  }
  return seen;
}

}  // namespace looplab::load
