// SPDX-License-Identifier: BSL-1.0
//
// Mutant: answers everybody, also who has not asked.
// fails: silent-client
#include <poll.h>
#include <sys/socket.h>

#include <string>

const std::string ANSWER =
    "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello\n";

bool handle_client(int client, int limit_ms) {
  pollfd it{client, POLLIN, 0};
  ::poll(&it, 1, limit_ms);
  ::send(client, ANSWER.data(), ANSWER.size(), MSG_NOSIGNAL);
  return true;
}
