// SPDX-License-Identifier: BSL-1.0
//
// A listening socket on 127.0.0.1 and nowhere else.
#pragma once

#include <cstdint>

namespace looplab::demos {

/// A non-blocking socket that listens at `port` (0: any free one). Throws
/// std::system_error.
int listen_on_loopback(std::uint16_t port);

/// The port at which `listener` listens.
std::uint16_t port_of(int listener);

}  // namespace looplab::demos
