// SPDX-License-Identifier: BSL-1.0
//
// The program around the lines of 01.3.
#include <sys/socket.h>
#include <unistd.h>

#include <string>

static bool read_request(int client) {
  char buffer[4096];
  return ::recv(client, buffer, sizeof buffer, 0) > 0;
}

static void send_answer(int client) {
  ::send(client, "hello\n", 6, MSG_NOSIGNAL);
}

void serve(int listener) {
  // [lines]
}
