// SPDX-License-Identifier: BSL-1.0
//
// See behaviour.hpp. Each request has dice of its own, thrown from the seed and
// its number, so that no answer depends on who else asked.
#include "demos/upstream/behaviour.hpp"

#include "demos/dice.hpp"

namespace looplab::demos {
namespace {

// One throw whose state nobody needs afterwards.
std::uint64_t mix(std::uint64_t value) {
  return throw_dice(value);
}

// 0 <= fraction < 1, from the 53 bits that a double holds exactly.
double fraction(std::uint64_t bits) {
  return static_cast<double>(bits >> 11U) * 0x1.0p-53;
}

}  // namespace

verdict judge(const behaviour& how, std::uint64_t number) {
  const std::uint64_t luck = mix(how.seed ^ mix(number));
  const std::chrono::duration<double, std::nano> jitter = how.jitter;
  verdict result;
  result.delay = how.delay + std::chrono::nanoseconds(static_cast<std::int64_t>(
                                 jitter.count() * fraction(luck)));
  result.fails = fraction(mix(luck)) < how.error_rate;
  return result;
}

std::string price_of(std::uint64_t seed, std::string_view symbol) {
  std::uint64_t hash = mix(seed);
  for (const char letter : symbol) {
    hash = mix(hash ^ static_cast<unsigned char>(letter));
  }
  const std::uint64_t cents = 100 + hash % 99'900;
  std::string text = std::to_string(cents / 100) + '.';
  text += static_cast<char>('0' + cents / 10 % 10);
  text += static_cast<char>('0' + cents % 10);
  return text;
}

}  // namespace looplab::demos
