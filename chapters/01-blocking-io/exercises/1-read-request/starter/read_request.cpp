// SPDX-License-Identifier: BSL-1.0
//
// Exercise 01.1. This version believes that one recv is one request.
#include <sys/socket.h>

#include <string>

// The next request, up to and with its blank line; "" when the client has
// ended before. What came too early is in `kept`, from call to call.
std::string read_request(int client, std::string& kept) {
  char buffer[4096];
  auto n = ::recv(client, buffer, sizeof buffer, 0);
  kept.assign(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
  return kept;
}
