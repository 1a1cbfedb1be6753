// SPDX-License-Identifier: BSL-1.0
//
// Mutant: looks for the end in the newest piece only.
// fails: any-cut M18
#include <sys/socket.h>

#include <string>

std::string read_request(int client, std::string& kept) {
  char buffer[4096];
  std::string piece = std::move(kept);
  kept.clear();
  std::string request;
  while (piece.find("\r\n\r\n") == piece.npos) {
    request += piece;
    auto n = ::recv(client, buffer, sizeof buffer, 0);
    if (n <= 0) {
      return "";
    }
    piece.assign(buffer, static_cast<std::size_t>(n));
  }
  auto end = piece.find("\r\n\r\n") + 4;
  kept = piece.substr(end);
  return request + piece.substr(0, end);
}
