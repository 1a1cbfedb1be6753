// SPDX-License-Identifier: BSL-1.0
//
// One client connects and says nothing; three others want an answer. A server
// that serves one at a time, first without a limit on its recv, then with one.
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

sockaddr_in address{};
auto* const generic = reinterpret_cast<sockaddr*>(&address);

int listen_somewhere() {
  socklen_t size = sizeof address;
  address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::bind(listener, generic, size) != 0 || ::listen(listener, 8) != 0 ||
      ::getsockname(listener, generic, &size) != 0) {
    std::perror("slow_client: cannot listen");
    std::exit(1);
  }
  return listener;
}

void serve(int listener, timeval limit) {
  for (int left = 4; left > 0; --left) {
    int client = ::accept(listener, nullptr, nullptr);
    ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    char byte;
    if (::recv(client, &byte, 1, 0) == 1) {  // sleeps; for how long?
      ::send(client, &byte, 1, MSG_NOSIGNAL);
    }
    ::close(client);
  }
}

int count_answered(const std::vector<int>& clients, int patience_ms) {
  int count = 0;
  for (int client : clients) {
    pollfd waited{client, POLLIN, 0};
    count += ::poll(&waited, 1, patience_ms);
  }
  return count;
}

int connect_one() {
  int client = ::socket(AF_INET, SOCK_STREAM, 0);
  ::connect(client, generic, sizeof address);
  return client;
}

void show(const char* name, timeval limit, int patience_ms) {
  std::jthread server(serve, listen_somewhere(), limit);
  int silent = connect_one();
  std::vector<int> others{connect_one(), connect_one(), connect_one()};
  for (int client : others) {
    ::send(client, "?", 1, MSG_NOSIGNAL);
  }
  std::printf("%s: %d of 3 answered while one is silent,", name,
              count_answered(others, patience_ms));
  ::close(silent);
  std::printf(" %d when it has left\n", count_answered(others, 10'000));
}

}  // namespace

int main() {
  show("no limit", {}, 200);
  show("a limit of 50 ms", {0, 50'000}, 10'000);
}
