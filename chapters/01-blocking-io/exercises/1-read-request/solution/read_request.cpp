// SPDX-License-Identifier: BSL-1.0
//
// Exercise 01.1, solved: all that has come is in one string, and a request is
// what stands before the first blank line in it.
#include <sys/socket.h>

#include <string>

std::string read_request(int client, std::string& kept) {
  const std::string blank_line = "\r\n\r\n";
  char buffer[4096];
  while (kept.find(blank_line) == kept.npos) {
    auto n = ::recv(client, buffer, sizeof buffer, 0);
    if (n <= 0) {
      return "";
    }
    kept.append(buffer, static_cast<std::size_t>(n));
  }
  auto end = kept.find(blank_line) + blank_line.size();
  auto request = kept.substr(0, end);
  kept.erase(0, end);
  return request;
}
