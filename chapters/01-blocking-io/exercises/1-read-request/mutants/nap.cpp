// SPDX-License-Identifier: BSL-1.0
//
// Mutant: sleeps a little, so that all of it has surely come.
// fails: any-cut M18
#include <sys/socket.h>
#include <unistd.h>

#include <string>

std::string read_request(int client, std::string& kept) {
  char buffer[4096];
  ::recv(client, buffer, 1, MSG_PEEK);
  ::usleep(1000);
  auto n = ::recv(client, buffer, sizeof buffer, 0);
  kept.append(buffer, n > 0 ? static_cast<std::size_t>(n) : 0);
  auto end = kept.find("\r\n\r\n");
  auto request = kept.substr(0, end == kept.npos ? end : end + 4);
  kept.erase(0, request.size());
  return request;
}
