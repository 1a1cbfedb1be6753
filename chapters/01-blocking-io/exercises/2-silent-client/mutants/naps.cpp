// SPDX-License-Identifier: BSL-1.0
//
// Mutant: does not wait for the client: it looks, naps, looks.
// fails: sleeps-in-the-kernel M08
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>

const std::string ANSWER =
    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";

bool handle_client(int client, int limit_ms) {
  using std::chrono::steady_clock;
  const auto end = steady_clock::now() + std::chrono::milliseconds(limit_ms);
  std::string request;
  char buffer[4096];
  while (request.find("\r\n\r\n") == request.npos) {
    auto n = ::recv(client, buffer, sizeof buffer, MSG_DONTWAIT);
    if (n == 0 || steady_clock::now() > end) {
      return false;
    }
    if (n < 0) {
      ::usleep(1000);
      continue;
    }
    request.append(buffer, static_cast<std::size_t>(n));
  }
  ::send(client, ANSWER.data(), ANSWER.size(), MSG_NOSIGNAL);
  return true;
}
