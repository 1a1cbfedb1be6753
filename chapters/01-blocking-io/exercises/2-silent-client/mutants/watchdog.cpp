// SPDX-License-Identifier: BSL-1.0
//
// Mutant: leaves a thread behind for each client.
// fails: leaves-nothing
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

const std::string ANSWER =
    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";

bool handle_client(int client, int limit_ms) {
  std::thread([client, limit_ms] {
    ::usleep(static_cast<unsigned>(limit_ms) * 1000);
    ::shutdown(client, SHUT_RD);
  }).detach();
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
