// SPDX-License-Identifier: BSL-1.0
//
// A server as a process of its own: it listens at a port of its choice and says
// so.
#pragma once

#include <cstdint>

#include "tests/support/process.hpp"

namespace looplab::support {

/// A process that prints `listening on 127.0.0.1:PORT`.
class server_process : public process {
 public:
  /// Returns once it listens. Throws std::runtime_error with its output when it
  /// ends or keeps silent instead.
  explicit server_process(const launch& what);

  std::uint16_t port() const { return port_; }

 private:
  std::uint16_t port_ = 0;
};

}  // namespace looplab::support
