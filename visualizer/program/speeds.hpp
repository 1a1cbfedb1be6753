// SPDX-License-Identifier: BSL-1.0
//
// How fast events are shown, slowest first: the steps of + and -.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace looplab::program {

struct speed_step {
  std::chrono::microseconds interval;  ///< between two events; 0 = as it comes
  const char* name;
};

inline constexpr std::array<speed_step, 7> speeds = {{
    {std::chrono::microseconds(2'000'000), "1/2 event/s"},
    {std::chrono::microseconds(1'000'000), "1 event/s"},
    {std::chrono::microseconds(500'000), "2 events/s"},
    {std::chrono::microseconds(200'000), "5 events/s"},
    {std::chrono::microseconds(100'000), "10 events/s"},
    {std::chrono::microseconds(33'333), "30 events/s"},
    {std::chrono::microseconds(0), "real speed"},
}};

/// The one to begin with when somebody wants to see each event: its index.
inline constexpr std::size_t slow_motion = 2;

}  // namespace looplab::program
