// SPDX-License-Identifier: BSL-1.0
//
// Daemons: programs that go on in a child whose parent has left. Such a child
// is handed to this process instead of to init, so that it can still be told
// whose it is and be ended with the rest.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

namespace looplab::target {

/// From now on descendants that lose their parent become our children.
void adopt_orphans();

/// Says that this child of ours is none: we launched it ourselves.
void is_no_orphan(pid_t child);

/// Whether this child of ours was left to us by a parent that is gone.
bool is_orphan(std::uint32_t pid);

/// Living orphans that were left to us. Looks at every process there is, so it
/// is not for each frame.
std::vector<std::uint32_t> adopted();

}  // namespace looplab::target
