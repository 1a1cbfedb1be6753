// SPDX-License-Identifier: BSL-1.0
//
// How tests wait: for a predicate, never for a while. The deadline is only
// there so that a broken program fails its test instead of hanging it, and is
// therefore generous: a busy machine or a sanitizer must not turn it red.
#pragma once

#include <chrono>
#include <functional>

namespace looplab::support {

using clock = std::chrono::steady_clock;

/// The time after which a test gives up, unless it says otherwise.
constexpr std::chrono::seconds PATIENCE{60};

/// Asks `holds` every millisecond until it says true or `patience` is over;
/// returns its last answer.
bool eventually(const std::function<bool()>& holds,
                std::chrono::milliseconds patience = PATIENCE);

}  // namespace looplab::support
