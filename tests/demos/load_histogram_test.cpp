// SPDX-License-Identifier: BSL-1.0
//
// The histogram against the values themselves, sorted.
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <gtest/gtest.h>

#include "demos/load/histogram.hpp"

namespace looplab::load {
namespace {

constexpr std::uint64_t HUGE_VALUE = std::numeric_limits<std::uint64_t>::max();

// The smallest of `sorted` that at least `share` of them do not exceed.
std::uint64_t exact(const std::vector<std::uint64_t>& sorted, double share) {
  const double rank = std::ceil(share * static_cast<double>(sorted.size()));
  return sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

// Latencies as they are: most short, some very long.
std::vector<std::uint64_t> latencies(std::size_t count, unsigned seed) {
  std::mt19937_64 dice(seed);
  std::vector<std::uint64_t> values;
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(dice() >> (dice() % 64));
  }
  return values;
}

TEST(load_histogram, is_never_below_the_exact_quantile_nor_far_above) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    std::vector<std::uint64_t> values = latencies(20'000, seed);
    histogram counted;
    for (const std::uint64_t value : values) {
      counted.record(value);
    }
    std::sort(values.begin(), values.end());
    for (const double share : {0.0, 0.001, 0.5, 0.9, 0.99, 0.999, 1.0}) {
      const std::uint64_t right = exact(values, share);
      const std::uint64_t said = counted.quantile(share);
      EXPECT_GE(said, right) << share;
      EXPECT_LE(said - right, right / 128) << share;
    }
    EXPECT_EQ(counted.max(), values.back());
    EXPECT_EQ(counted.count(), values.size());
  }
}

TEST(load_histogram, is_exact_up_to_255_and_at_the_largest) {
  for (std::uint64_t value = 0; value < 256; ++value) {
    histogram one;
    one.record(value);
    one.record(HUGE_VALUE);
    EXPECT_EQ(one.quantile(0.5), value);
    EXPECT_EQ(one.quantile(1), HUGE_VALUE);
  }
}

TEST(load_histogram, keeps_each_value_within_its_bucket) {
  for (unsigned bit = 8; bit < 64; ++bit) {
    const std::uint64_t power = std::uint64_t{1} << bit;
    for (const std::uint64_t value : {power - 1, power, power + power / 3}) {
      histogram one;
      one.record(value);
      one.record(HUGE_VALUE);
      EXPECT_GE(one.quantile(0.5), value);
      EXPECT_LE(one.quantile(0.5) - value, value / 128);
    }
  }
}

TEST(load_histogram, has_every_value_in_a_step_of_its_picture) {
  const std::vector<std::uint64_t> values = latencies(20'000, 4);
  histogram counted;
  for (const std::uint64_t value : values) {
    counted.record(value);
  }
  std::uint64_t below = 0;
  std::size_t first = 0;
  for (const histogram::step& each : counted.steps()) {
    const auto inside = std::ranges::count_if(values, [&](std::uint64_t value) {
      return value <= each.up_to && (first == 0 || value > below);
    });
    EXPECT_EQ(each.count, static_cast<std::uint64_t>(inside));
    below = each.up_to;
    ++first;
  }
  EXPECT_GE(below, counted.max());
}

TEST(load_histogram, says_nothing_of_nothing) {
  const histogram none;
  EXPECT_EQ(none.count(), 0U);
  EXPECT_EQ(none.max(), 0U);
  EXPECT_EQ(none.quantile(0.99), 0U);
}

TEST(load_histogram, adds_up_to_what_one_would_have_seen) {
  histogram whole;
  histogram left;
  histogram right;
  for (const std::uint64_t value : latencies(1000, 4)) {
    whole.record(value);
    (value % 2 == 0 ? left : right).record(value);
  }
  left.add(right);
  EXPECT_EQ(left.count(), whole.count());
  EXPECT_EQ(left.max(), whole.max());
  for (const double share : {0.1, 0.5, 0.99}) {
    EXPECT_EQ(left.quantile(share), whole.quantile(share));
  }
}

}  // namespace
}  // namespace looplab::load
