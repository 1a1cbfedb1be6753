// SPDX-License-Identifier: BSL-1.0
//
// Mutant: a limit for each recv, and so for no request.
// fails: whole-request M18
#include <sys/socket.h>
#include <sys/time.h>

#include <string>

const std::string ANSWER =
    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";

bool handle_client(int client, int limit_ms) {
  const timeval limit{limit_ms / 1000, limit_ms % 1000 * 1000};
  ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
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
