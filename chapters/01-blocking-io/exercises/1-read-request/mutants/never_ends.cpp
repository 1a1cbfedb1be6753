// SPDX-License-Identifier: BSL-1.0
//
// Mutant: takes 0 for 'nothing yet'.
// fails: sees-the-end
#include <sys/socket.h>

#include <string>

std::string read_request(int client, std::string& kept) {
  char buffer[4096];
  while (kept.find("\r\n\r\n") == kept.npos) {
    auto n = ::recv(client, buffer, sizeof buffer, 0);
    if (n > 0) {
      kept.append(buffer, static_cast<std::size_t>(n));
    }
  }
  auto request = kept.substr(0, kept.find("\r\n\r\n") + 4);
  kept.erase(0, request.size());
  return request;
}
