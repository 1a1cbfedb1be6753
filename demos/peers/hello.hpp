// SPDX-License-Identifier: BSL-1.0
//
// What the peers in C++ answer: /hello, or that there is nothing else. They are
// there to be compared with loops, so they read no more of a request than that.
#pragma once

#include <string_view>

namespace looplab::demos {

/// The whole answer to a request that begins with `head`.
constexpr std::string_view answer_to(std::string_view head) {
  return head.starts_with("GET /hello ")
             ? "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
               "Content-Length: 6\r\n\r\nhello\n"
             : "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n"
               "Content-Length: 14\r\n\r\n404 Not Found\n";
}

}  // namespace looplab::demos
