// SPDX-License-Identifier: BSL-1.0
//
// Mutant: throws away what came with the request.
// fails: keeps-the-rest M18
#include <sys/socket.h>

#include <string>

std::string read_request(int client, std::string&) {
  std::string all;
  char buffer[4096];
  while (all.find("\r\n\r\n") == all.npos) {
    auto n = ::recv(client, buffer, sizeof buffer, 0);
    if (n <= 0) {
      return "";
    }
    all.append(buffer, static_cast<std::size_t>(n));
  }
  return all.substr(0, all.find("\r\n\r\n") + 4);
}
