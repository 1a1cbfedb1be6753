// SPDX-License-Identifier: BSL-1.0
//
// What a run saw, written down: for a person, and for a program. It judges
// nothing; it says what makes the figures worth less.
#pragma once

#include <string>

#include "demos/load/plan.hpp"
#include "demos/load/tally.hpp"

namespace looplab::load {

/// Some lines for a terminal of 80 columns.
std::string text_of(const plan& asked, const tally& seen);

/// One line of JSON. Times are in milliseconds, rates in requests a second.
std::string json_of(const plan& asked, const tally& seen);

/// One line for each second.
std::string text_of(const progress& now);

}  // namespace looplab::load
