// SPDX-License-Identifier: BSL-1.0
//
// One connection to a server on a Unix socket.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace looplab::test {

/// Connects as soon as somebody listens, sends `request`, and returns what has
/// come when `wanted` is part of it; what came until then if the server closes
/// or PATIENCE is over.
std::string ask(const std::filesystem::path& socket, std::string_view request,
                std::string_view wanted);

}  // namespace looplab::test
