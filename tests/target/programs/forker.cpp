// SPDX-License-Identifier: BSL-1.0
//
// A master and its workers, as servers fork them: all listen on one port, each
// worker has a loop of its own. A worker answers each byte with its number; it
// ends, and with the last the master, when it is sent the byte 'q'.
//
//   forker WORKERS
#include <netinet/in.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace {

int listen_on_loopback() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof place;
  auto* const any = reinterpret_cast<sockaddr*>(&place);
  if (bind(listener, any, size) != 0 || listen(listener, 16) != 0 ||
      getsockname(listener, any, &size) != 0) {
    std::exit(3);
  }
  std::printf("listening on 127.0.0.1:%d\n", ntohs(place.sin_port));
  std::fflush(stdout);
  return listener;
}

void watch(int loop, int fd) {
  epoll_event wanted{};
  wanted.events = EPOLLIN;
  wanted.data.fd = fd;
  epoll_ctl(loop, EPOLL_CTL_ADD, fd, &wanted);
}

/// False when the worker is told to end.
bool answer(int client, int number) {
  char byte = 0;
  if (recv(client, &byte, 1, 0) <= 0) {
    close(client);
    return true;
  }
  const char mine = static_cast<char>('0' + number);
  send(client, &mine, 1, MSG_NOSIGNAL);
  return byte != 'q';
}

[[noreturn]] void work(int listener, int number) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int loop = epoll_create1(0);
  watch(loop, listener);
  for (;;) {
    epoll_event found{};
    if (epoll_wait(loop, &found, 1, -1) != 1) {
      continue;
    }
    if (found.data.fd == listener) {
      const int client = accept(listener, nullptr, nullptr);
      if (client >= 0) {
        watch(loop, client);
      }
    } else if (!answer(found.data.fd, number)) {
      std::exit(0);
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  const int workers = count > 1 ? std::atoi(arguments[1]) : 2;
  const int listener = listen_on_loopback();
  for (int i = 1; i <= workers; ++i) {
    if (fork() == 0) {
      work(listener, i);
    }
  }
  close(listener);
  while (wait(nullptr) > 0) {
  }
}
