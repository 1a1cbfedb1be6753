// SPDX-License-Identifier: BSL-1.0
//
// How often each latency was seen, in bounded memory: exact up to 255 ns, and
// above that in buckets that are at most 1/128 of their value wide. It keeps no
// single value but the largest, and takes none away.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace looplab::load {

/// Counts nanoseconds, from 0 to the largest std::uint64_t. Takes 58 KiB,
/// whatever it is told. Not thread-safe.
class histogram {
 public:
  histogram() : counts_(BUCKETS) {}

  void record(std::uint64_t nanoseconds) {
    ++counts_[bucket_of(nanoseconds)];
    ++total_;
    max_ = nanoseconds > max_ ? nanoseconds : max_;
  }

  /// As if all that `other` was told had been told to this one too.
  void add(const histogram& other);

  std::uint64_t count() const { return total_; }

  /// The largest value, exactly; 0 when there is none.
  std::uint64_t max() const { return max_; }

  /// The smallest value that at least this `share` (0 to 1) of all values do
  /// not exceed; never less than the exact one, and at most 1/128 of it more. 0
  /// when there is none.
  std::uint64_t quantile(double share) const;

  /// As a picture wants it: how many values are in each quarter of a doubling,
  /// and the largest that such a quarter can hold; empty ones are left out.
  struct step {
    std::uint64_t up_to;
    std::uint64_t count;
  };

  std::vector<step> steps() const;

 private:
  static constexpr unsigned STEPS = 128;  // in each doubling of the value
  static constexpr unsigned BITS = 8;     // of a value that is kept whole
  static constexpr std::size_t BUCKETS = (64 - BITS + 2) * STEPS;

  static std::size_t bucket_of(std::uint64_t value) {
    const auto width = static_cast<unsigned>(std::bit_width(value));
    const unsigned shift = width > BITS ? width - BITS : 0;
    return std::size_t{shift} * STEPS + (value >> shift);
  }

  static std::uint64_t largest_in(std::size_t bucket);

  std::vector<std::uint64_t> counts_;
  std::uint64_t total_ = 0;
  std::uint64_t max_ = 0;
};

}  // namespace looplab::load
