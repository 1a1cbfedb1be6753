// SPDX-License-Identifier: BSL-1.0
//
// Mutant: never sleeps: it asks again and again.
// fails: sleeps-in-recv M08
#include <sys/socket.h>

#include <cerrno>
#include <string>

std::string read_request(int client, std::string& kept) {
  char buffer[4096];
  while (kept.find("\r\n\r\n") == kept.npos) {
    auto n = ::recv(client, buffer, sizeof buffer, MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN)) {
      return "";
    }
    kept.append(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
  }
  auto request = kept.substr(0, kept.find("\r\n\r\n") + 4);
  kept.erase(0, request.size());
  return request;
}
