// SPDX-License-Identifier: BSL-1.0
//
// Status line, headers, Content-Length. What a correct server never sends is
// reported as a problem and not repaired.
#include "tests/support/http_response.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace looplab::support {
namespace {

constexpr std::string_view BLANK_LINE = "\r\n\r\n";

// Waits until `enough` says that the bytes suffice; otherwise says what came.
template <typename Enough>
bool receive(tcp_client& from, Enough enough, clock::time_point end,
             std::string& problem) {
  while (!enough(from.received())) {
    const auto left =
        std::max(std::chrono::duration_cast<std::chrono::milliseconds>(
                     end - clock::now()),
                 std::chrono::milliseconds(0));
    switch (from.wait(left)) {
      case tcp_client::event::bytes:
        continue;
      case tcp_client::event::end:
        problem = "the server closed after: " + from.received();
        return false;
      case tcp_client::event::reset:
        problem = "the server reset after: " + from.received();
        return false;
      case tcp_client::event::silence:
        problem = "the server kept silent after: " + from.received();
        return false;
    }
  }
  return true;
}

void read_headers(std::string_view head, http_response& into) {
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) {
      into.problem = "a malformed header: " + std::string(line);
      continue;
    }
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    if (!into.headers.emplace(name, line.substr(colon + 2)).second) {
      into.problem = "the header twice: " + name;
    }
  }
}

// Status line and headers; leaves the body in `received`.
void read_head(std::string& received, http_response& into) {
  const std::size_t end = received.find(BLANK_LINE);
  const std::string head = received.substr(0, end + 2);
  received.erase(0, end + BLANK_LINE.size());
  const std::size_t line_end = head.find("\r\n");
  if (head.rfind("HTTP/1.1 ", 0) != 0 || line_end < 13) {
    into.problem = "a malformed status line: " + head.substr(0, line_end);
    return;
  }
  into.status = std::atoi(head.substr(9, 3).c_str());
  read_headers(std::string_view(head).substr(line_end + 2), into);
}

}  // namespace

std::string http_response::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

http_response read_response(tcp_client& from, bool to_head,
                            std::chrono::milliseconds patience) {
  http_response result;
  const clock::time_point end = clock::now() + patience;
  const auto head_is_whole = [](const std::string& bytes) {
    return bytes.find(BLANK_LINE) != std::string::npos;
  };
  if (!receive(from, head_is_whole, end, result.problem)) {
    return result;
  }
  read_head(from.received(), result);
  if (to_head || !result.problem.empty()) {
    return result;
  }
  if (result.headers.count("content-length") == 0) {
    result.problem = "no Content-Length";
    return result;
  }
  const std::size_t length =
      std::strtoul(result.header("content-length").c_str(), nullptr, 10);
  const auto body_is_whole = [length](const std::string& bytes) {
    return bytes.size() >= length;
  };
  if (receive(from, body_is_whole, end, result.problem)) {
    result.body = from.received().substr(0, length);
    from.received().erase(0, length);
  }
  return result;
}

http_response exchange(std::uint16_t port, std::string_view request) {
  tcp_client client(port);
  client.send(request);
  return read_response(client);
}

http_response get(std::uint16_t port, const std::string& target) {
  return support::exchange(port, "GET " + target +
                                     " HTTP/1.1\r\nHost: looplab\r\n"
                                     "Connection: close\r\n\r\n");
}

}  // namespace looplab::support
