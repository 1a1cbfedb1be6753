// SPDX-License-Identifier: BSL-1.0
//
// See route_mix.hpp. The weights are added up once; a throw then finds its
// place among the sums.
#include "demos/load/route_mix.hpp"

#include <charconv>
#include <stdexcept>

#include "demos/dice.hpp"

namespace looplab::load {
namespace {

constexpr unsigned WEIGHT_MAX = 1'000'000;

[[noreturn]] void wrong(std::string_view text, const char* why) {
  throw std::invalid_argument("a route is /TARGET or /TARGET:WEIGHT, not '" +
                              std::string(text) + "': " + why);
}

unsigned parse_weight(std::string_view text, std::string_view whole) {
  unsigned weight = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, weight);
  if (error != std::errc() || stopped != end || weight == 0 ||
      weight > WEIGHT_MAX) {
    wrong(whole, "the weight is a number from 1 to 1000000");
  }
  return weight;
}

}  // namespace

route parse_route(std::string_view text) {
  route read;
  const std::size_t colon = text.rfind(':');
  read.target = text.substr(0, colon);
  if (colon != text.npos) {
    read.weight = parse_weight(text.substr(colon + 1), text);
  }
  if (!read.target.starts_with('/')) {
    wrong(text, "it begins with a slash");
  }
  for (const char letter : read.target) {
    // What would end the request line, or not be one at all.
    if (letter <= ' ' || letter > '~') {
      wrong(text, "spaces and special characters are written as %20");
    }
  }
  return read;
}

route_mix::route_mix(const std::vector<route>& routes, std::uint64_t seed)
    : state_(seed) {
  std::uint64_t end = 0;
  for (const route& each : routes) {
    end += each.weight;
    ends_.push_back(end);
  }
}

std::size_t route_mix::next() {
  if (ends_.size() == 1) {
    return 0;
  }
  // The upper half of 64 bits, scaled: no division, and no bias worth a word.
  const std::uint64_t pick =
      ((demos::throw_dice(state_) >> 32U) * ends_.back()) >> 32U;
  std::size_t at = 0;
  while (ends_[at] <= pick) {
    ++at;
  }
  return at;
}

}  // namespace looplab::load
