// SPDX-License-Identifier: BSL-1.0
//
// GET /hello by libevent: a bufferevent for each client, which reads and writes
// on its own and calls back when lines have come. It is what chapter 06 is
// compared with, so it shares nothing with the chapters.
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <array>
#include <csignal>
#include <cstdio>

#include "demos/peers/hello.hpp"

namespace {

void read(bufferevent* client, void*) {
  auto* in = bufferevent_get_input(client);
  for (;;) {
    auto end = evbuffer_search(in, "\r\n\r\n", 4, nullptr);
    if (end.pos < 0) {
      return;
    }
    std::array<char, 16> begin{};
    evbuffer_copyout(in, begin.data(), begin.size());
    auto answer = looplab::demos::answer_to({begin.data(), begin.size()});
    evbuffer_drain(in, static_cast<std::size_t>(end.pos) + 4);
    bufferevent_write(client, answer.data(), answer.size());
  }
}

void over(bufferevent* client, short, void*) {
  bufferevent_free(client);
}

void accept(evconnlistener* door, evutil_socket_t socket, sockaddr*, int,
            void*) {
  int one = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  auto* client = bufferevent_socket_new(evconnlistener_get_base(door), socket,
                                        BEV_OPT_CLOSE_ON_FREE);
  bufferevent_setcb(client, read, nullptr, over, nullptr);
  bufferevent_enable(client, EV_READ | EV_WRITE);
}

void stop(evutil_socket_t, short, void* loop) {
  event_base_loopbreak(static_cast<event_base*>(loop));
}

}  // namespace

int main() {
  std::signal(SIGPIPE, SIG_IGN);  // who has gone is no reason to end
  auto* loop = event_base_new();
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  auto* door = evconnlistener_new_bind(
      loop, accept, nullptr, LEV_OPT_CLOSE_ON_FREE, SOMAXCONN, generic, size);
  if (door == nullptr) {
    std::perror("libevent_server: cannot listen");
    return 1;
  }
  ::getsockname(evconnlistener_get_fd(door), generic, &size);
  std::printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
  std::fflush(stdout);
  event_add(evsignal_new(loop, SIGTERM, stop, loop), nullptr);
  event_add(evsignal_new(loop, SIGINT, stop, loop), nullptr);
  event_base_dispatch(loop);
  evconnlistener_free(door);
  event_base_free(loop);
}
