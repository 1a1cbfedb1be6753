// SPDX-License-Identifier: BSL-1.0
//
// The request parser. It scans a header section only once it is whole.
#include "demos/upstream/request.hpp"

#include <algorithm>
#include <cctype>

namespace looplab::demos {
namespace {

constexpr std::size_t HEAD_MAX = 8192;

bool equal_but_for_case(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](unsigned char a, unsigned char b) {
                      return std::tolower(a) == std::tolower(b);
                    });
}

// Takes the text up to `end` off the front of `rest`, and `end` with it.
std::string_view take_until(std::string_view& rest, std::string_view end) {
  const std::size_t length = std::min(rest.find(end), rest.size());
  const std::string_view taken = rest.substr(0, length);
  rest.remove_prefix(std::min(length + end.size(), rest.size()));
  return taken;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') {
    text.remove_prefix(1);
  }
  while (!text.empty() && text.back() == ' ') {
    text.remove_suffix(1);
  }
  return text;
}

// A body would be taken for the next request, so whoever announces one is
// refused.
bool announces_body(std::string_view name, std::string_view value) {
  return (equal_but_for_case(name, "content-length") && value != "0") ||
         equal_but_for_case(name, "transfer-encoding");
}

}  // namespace

request parse_request(std::string_view bytes) {
  request result;
  const std::size_t end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) {
    if (bytes.size() > HEAD_MAX) {
      result.is = request::state::malformed;
    }
    return result;
  }
  result.is = request::state::malformed;
  result.size = end + 4;
  std::string_view head = bytes.substr(0, end);
  std::string_view line = take_until(head, "\r\n");
  const std::string_view method = take_until(line, " ");
  result.target = take_until(line, " ");
  if (method != "GET" || result.target.substr(0, 1) != "/" ||
      (line != "HTTP/1.1" && line != "HTTP/1.0")) {
    return result;
  }
  result.keep_alive = line == "HTTP/1.1";
  while (!head.empty()) {
    std::string_view value = take_until(head, "\r\n");
    const std::string_view name = take_until(value, ":");
    value = trimmed(value);
    if (announces_body(name, value)) {
      return result;
    }
    if (equal_but_for_case(name, "connection")) {
      result.keep_alive = equal_but_for_case(value, "keep-alive");
    }
  }
  result.is = request::state::complete;
  return result;
}

}  // namespace looplab::demos
