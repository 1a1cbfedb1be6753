// SPDX-License-Identifier: BSL-1.0
//
// What this terminal can do, asked before anything is drawn on it.
#pragma once

#include <string>

namespace looplab::terminal {

/// Whether a full screen is possible here; if not, `reason` says why (not a
/// terminal, TERM=dumb, unknown terminal) and the caller narrates in lines.
bool can_show(std::string& reason);

}  // namespace looplab::terminal
