// SPDX-License-Identifier: BSL-1.0
//
// The chapters as lines: what `looplab list` prints, and home where there is
// no screen.
#pragma once

#include <string>
#include <vector>

namespace looplab::program {

/// Prints them; with `json` one object a line. The sentences, without a name
/// before them, of what could not be read or printed.
std::vector<std::string> list_chapters(bool json);

}  // namespace looplab::program
