// SPDX-License-Identifier: BSL-1.0
//
// Reads one HTTP/1.1 answer the slow and strict way. It is written apart from
// the servers' own HTTP code, so that a mistake there is not repeated here.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>

#include "tests/support/tcp_client.hpp"

namespace looplab::support {

/// An answer. A status of 0 means that none came, and `problem` says why.
struct http_response {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  std::string problem;

  /// The header's value, or an empty text.
  std::string header(const std::string& name) const;
};

/// Waits for the next answer on `from` and takes it off the received bytes.
/// `to_head`: it answers a HEAD request, whose body never comes.
http_response read_response(tcp_client& from, bool to_head = false,
                            std::chrono::milliseconds patience = PATIENCE);

/// Connects, sends `request` as it is, and reads one answer.
http_response exchange(std::uint16_t port, std::string_view request);

/// Connects, asks for `target`, and reads the answer; the connection ends.
http_response get(std::uint16_t port, const std::string& target);

}  // namespace looplab::support
