// SPDX-License-Identifier: BSL-1.0
//
// Exercise 01.2. This version waits for its client for ever.
#include <sys/socket.h>

#include <string>

const std::string ANSWER =
    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";

// Reads one request and answers it: true. False when `limit_ms` have passed
// before the request was whole, or when the client has gone.
bool handle_client(int client, int /*limit_ms*/) {
  std::string request;
  char buffer[4096];
  while (request.find("\r\n\r\n") == request.npos) {
    auto n = ::recv(client, buffer, sizeof buffer, 0);
    if (n <= 0) {
      return false;
    }
    request.append(buffer, static_cast<std::size_t>(n));
  }
  ::send(client, ANSWER.data(), ANSWER.size(), MSG_NOSIGNAL);
  return true;
}
