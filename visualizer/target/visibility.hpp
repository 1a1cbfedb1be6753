// SPDX-License-Identifier: BSL-1.0
//
// Says beforehand what cannot be seen of a program, from its file and, if it
// runs already, from what /proc tells of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace looplab::target {

/// One sentence if hooks that are preloaded will not see this program (linked
/// statically, set-user-id, Go), or how much of it they will (io_uring); empty
/// if nothing speaks against it. Refuses nothing: a file that cannot be read is
/// left to exec to judge.
std::string what_stays_hidden(const std::filesystem::path& program);

/// The same of a process that runs, which may also have made a ring of io_uring
/// with system calls of its own.
std::string what_stays_hidden(std::uint32_t pid);

}  // namespace looplab::target
