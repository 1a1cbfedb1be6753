// SPDX-License-Identifier: BSL-1.0
//
// Says beforehand what cannot be seen of a program, from its file alone.
#pragma once

#include <filesystem>
#include <string>

namespace looplab::target {

/// One sentence if hooks that are preloaded will not see this program (linked
/// statically, set-user-id, Go), or how much of it they will (io_uring); empty
/// if nothing speaks against it. Refuses nothing: a file that cannot be read is
/// left to exec to judge.
std::string what_stays_hidden(const std::filesystem::path& program);

}  // namespace looplab::target
