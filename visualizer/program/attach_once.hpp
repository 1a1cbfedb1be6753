// SPDX-License-Identifier: BSL-1.0
//
// What a running program is doing now, told once, for scripts. It looks for a
// fraction of a second and lets go again; it holds nothing.
#pragma once

#include <cstdint>
#include <string>

namespace looplab::program {

/// One JSON object (docs/attach-json.md) in a line; "" and one sentence in
/// `error` if nothing can be told.
std::string state_once(std::uint32_t pid, std::string& error);

}  // namespace looplab::program
