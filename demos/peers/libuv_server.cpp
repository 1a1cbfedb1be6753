// SPDX-License-Identifier: BSL-1.0
//
// GET /hello by libuv: a handle for each client, a callback for each thing that
// has happened to it. It is what chapter 06 is compared with, so it shares
// nothing with the chapters.
#include <uv.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>

#include "demos/peers/hello.hpp"

namespace {

using looplab::demos::answer_to;

struct client {
  uv_tcp_t socket;
  std::string in;
};

// One thread: what was read is used up before anything is read again.
std::array<char, 65536> space;

void allocate(uv_handle_t*, std::size_t, uv_buf_t* to) {
  *to = uv_buf_init(space.data(), space.size());
}

void closed(uv_handle_t* handle) {
  delete static_cast<client*>(handle->data);
}

// Most answers fit into the socket's buffer; the rest of one waits.
void write(uv_stream_t* to, std::string_view bytes) {
  auto buffer = uv_buf_init(const_cast<char*>(bytes.data()),
                            static_cast<unsigned>(bytes.size()));
  auto sent = static_cast<unsigned>(std::max(uv_try_write(to, &buffer, 1), 0));
  if (sent < bytes.size()) {
    buffer = uv_buf_init(buffer.base + sent, buffer.len - sent);
    uv_write(new uv_write_t, to, &buffer, 1,
             [](uv_write_t* done, int) { delete done; });
  }
}

void read(uv_stream_t* from, ssize_t count, const uv_buf_t* what) {
  auto& in = static_cast<client*>(from->data)->in;
  if (count < 0) {
    return uv_close(reinterpret_cast<uv_handle_t*>(from), closed);
  }
  in.append(what->base, static_cast<std::size_t>(count));
  for (std::size_t end; (end = in.find("\r\n\r\n")) != in.npos;) {
    write(from, answer_to(in));
    in.erase(0, end + 4);
  }
}

void accept(uv_stream_t* door, int error) {
  auto* made = new client{};
  auto* stream = reinterpret_cast<uv_stream_t*>(&made->socket);
  uv_tcp_init(door->loop, &made->socket);
  made->socket.data = made;
  if (error != 0 || uv_accept(door, stream) != 0) {
    return uv_close(reinterpret_cast<uv_handle_t*>(stream), closed);
  }
  uv_tcp_nodelay(&made->socket, 1);
  uv_read_start(stream, allocate, read);
}

}  // namespace

int main() {
  std::signal(SIGPIPE, SIG_IGN);  // who has gone is no reason to end
  auto* loop = uv_default_loop();
  uv_tcp_t door;
  sockaddr_in address;
  int size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  uv_ip4_addr("127.0.0.1", 0, &address);
  uv_tcp_init(loop, &door);
  uv_tcp_bind(&door, generic, 0);
  uv_listen(reinterpret_cast<uv_stream_t*>(&door), SOMAXCONN, accept);
  uv_tcp_getsockname(&door, generic, &size);
  std::printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
  std::fflush(stdout);
  auto stop = [](uv_signal_t* by, int) {
    uv_stop(by->loop);
  };
  std::array<uv_signal_t, 2> signals;
  uv_signal_init(loop, &signals[0]);
  uv_signal_init(loop, &signals[1]);
  uv_signal_start(&signals[0], stop, SIGTERM);
  uv_signal_start(&signals[1], stop, SIGINT);
  return uv_run(loop, UV_RUN_DEFAULT) < 0 ? 1 : 0;
}
