// SPDX-License-Identifier: BSL-1.0
//
// Mutant: never waits: what is not there now is not there.
// fails: answers M08
#include <sys/socket.h>

#include <string>

const std::string ANSWER =
    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";

bool handle_client(int client, int) {
  std::string request;
  char buffer[4096];
  while (request.find("\r\n\r\n") == request.npos) {
    auto n = ::recv(client, buffer, sizeof buffer, MSG_DONTWAIT);
    if (n <= 0) {
      return false;
    }
    request.append(buffer, static_cast<std::size_t>(n));
  }
  ::send(client, ANSWER.data(), ANSWER.size(), MSG_NOSIGNAL);
  return true;
}
