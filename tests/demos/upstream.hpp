// SPDX-License-Identifier: BSL-1.0
//
// The slow backend as a process, for its own tests.
#pragma once

#include <string>
#include <vector>

#include "tests/support/http_response.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/tcp_client.hpp"

namespace looplab::demos {

/// A backend with the command line `arguments`.
class upstream : public support::server_process {
 public:
  explicit upstream(const std::vector<std::string>& arguments,
                    std::optional<unsigned> descriptor_limit = {})
      : server_process({UPSTREAM, arguments, {}, descriptor_limit}) {}

  support::http_response price(const std::string& symbol) const {
    return support::get(port(), "/price?symbol=" + symbol);
  }

  /// The JSON of /counters.
  std::string counters() const {
    return support::get(port(), "/counters").body;
  }

  /// Waits until /counters contains `text`.
  bool counts(const std::string& text) const {
    return support::eventually(
        [&] { return counters().find(text) != std::string::npos; });
  }
};

/// A request for a price that keeps its connection.
inline std::string ask(const std::string& symbol) {
  return "GET /price?symbol=" + symbol + " HTTP/1.1\r\nHost: x\r\n\r\n";
}

}  // namespace looplab::demos
