// SPDX-License-Identifier: BSL-1.0
//
// An echo server with poll(), with no change at all: its turns, descriptors and
// lines are seen by the hooks that `looplab watch` preloads. It has no tasks,
// so its descriptors have the lanes.
//
//   echo_poll [CONNECTIONS]    ends after so many
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <vector>

int listen_on_loopback() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof place;
  auto* const any = reinterpret_cast<sockaddr*>(&place);
  if (listener < 0 || bind(listener, any, size) != 0 ||
      listen(listener, SOMAXCONN) != 0 ||
      getsockname(listener, any, &size) != 0) {
    std::perror("cannot listen on 127.0.0.1");
    std::exit(3);
  }
  std::printf("listening on 127.0.0.1:%d\n", ntohs(place.sin_port));
  std::fflush(stdout);
  return listener;
}

/// False when the client is gone.
bool echo(int client) {
  std::array<char, 4096> bytes;
  const ssize_t count = recv(client, bytes.data(), bytes.size(), 0);
  for (ssize_t sent = 0; sent < count;) {
    const ssize_t now =
        send(client, bytes.data() + sent,
             static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
    if (now < 0) {
      return false;
    }
    sent += now;
  }
  return count > 0;
}

int main(int count, char** arguments) {
  int left = count > 1 ? std::atoi(arguments[1]) : -1;
  std::vector<pollfd> watched{{listen_on_loopback(), POLLIN, 0}};
  while (left != 0 || watched.size() > 1) {
    if (poll(watched.data(), watched.size(), -1) < 0) {
      return 1;
    }
    const bool knocked = watched[0].revents != 0;
    for (std::size_t i = watched.size() - 1; i > 0; --i) {
      if (watched[i].revents != 0 && !echo(watched[i].fd)) {
        close(watched[i].fd);
        watched.erase(watched.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
    if (knocked) {
      const int client = accept(watched[0].fd, nullptr, nullptr);
      if (client >= 0) {
        watched.push_back({client, POLLIN, 0});
        --left;
      }
    }
    if (left == 0) {
      watched[0].events = 0;
    }
  }
}
