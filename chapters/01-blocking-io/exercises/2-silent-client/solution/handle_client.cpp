// SPDX-License-Identifier: BSL-1.0
//
// Exercise 01.2, solved: one deadline for the request, and each wait gets what
// is left of it.
#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <string>

const std::string ANSWER =
    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";

bool handle_client(int client, int limit_ms) {
  using namespace std::chrono;
  const auto deadline = steady_clock::now() + milliseconds(limit_ms);
  std::string request;
  char buffer[4096];
  while (request.find("\r\n\r\n") == request.npos) {
    const auto left = ceil<milliseconds>(deadline - steady_clock::now());
    pollfd it{client, POLLIN, 0};
    if (left.count() <= 0 ||
        ::poll(&it, 1, static_cast<int>(left.count())) <= 0) {
      return false;
    }
    auto n = ::recv(client, buffer, sizeof buffer, 0);
    if (n <= 0) {
      return false;
    }
    request.append(buffer, static_cast<std::size_t>(n));
  }
  ::send(client, ANSWER.data(), ANSWER.size(), MSG_NOSIGNAL);
  return true;
}
