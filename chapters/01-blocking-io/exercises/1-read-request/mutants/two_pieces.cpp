// SPDX-License-Identifier: BSL-1.0
//
// Mutant: believes in two pieces at most.
// fails: any-cut M18
#include <sys/socket.h>

#include <string>

std::string read_request(int client, std::string& kept) {
  char buffer[4096];
  for (int i = 0; i < 2 && kept.find("\r\n\r\n") == kept.npos; ++i) {
    auto n = ::recv(client, buffer, sizeof buffer, 0);
    kept.append(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
  }
  auto end = kept.find("\r\n\r\n");
  auto request = kept.substr(0, end == kept.npos ? end : end + 4);
  kept.erase(0, request.size());
  return request;
}
