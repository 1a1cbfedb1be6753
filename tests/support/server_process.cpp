// SPDX-License-Identifier: BSL-1.0
//
// Waits for the line that says where the server listens.
#include "tests/support/server_process.hpp"

#include <stdexcept>

namespace looplab::support {
namespace {

constexpr std::string_view ANNOUNCEMENT = "listening on 127.0.0.1:";

// The port in `output`, once its line is whole; 0 until then.
std::uint16_t announced_port(const std::string& output) {
  const std::size_t at = output.find(ANNOUNCEMENT);
  if (at == std::string::npos || output.find('\n', at) == std::string::npos) {
    return 0;
  }
  return static_cast<std::uint16_t>(
      std::stoul(output.substr(at + ANNOUNCEMENT.size())));
}

}  // namespace

server_process::server_process(const launch& what) : process(what) {
  eventually([this] {
    port_ = announced_port(output());
    return port_ != 0 || !running();
  });
  if (port_ == 0) {
    throw std::runtime_error(
        what.program + " does not listen; it " +
        (running() ? "wrote: " : "ended, having written: ") + output());
  }
}

}  // namespace looplab::support
