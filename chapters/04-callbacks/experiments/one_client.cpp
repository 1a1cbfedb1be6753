// SPDX-License-Identifier: BSL-1.0
//
// One client, one byte there and one back: what does a loop gain that has
// nobody else to serve? Blocking calls and callbacks, in turns; the best of
// five.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>

namespace {

namespace asio = boost::asio;
using stream = asio::local::stream_protocol::socket;

constexpr int ROUND_TRIPS = 5'000;

void ask(int server) {
  char byte = '.';
  for (int left = ROUND_TRIPS; left > 0 && ::write(server, &byte, 1) == 1 &&
                               ::read(server, &byte, 1);) {
    --left;
  }
  ::shutdown(server, SHUT_WR);
}

void by_blocking(stream& client) {
  char byte;
  while (::read(client.native_handle(), &byte, 1) == 1 &&
         ::write(client.native_handle(), &byte, 1) == 1) {
  }
}

struct session {
  stream& client;
  char byte = '.';

  void read() {
    client.async_read_some(asio::buffer(&byte, 1), [this](auto error, auto) {
      error ? void() : write();
    });
  }

  void write() {
    client.async_write_some(asio::buffer(&byte, 1),
                            [this](auto, auto) { read(); });
  }
};

double microseconds(bool loops) {
  asio::io_context loop;
  stream server(loop), client(loop);
  asio::local::connect_pair(server, client);
  auto began = std::chrono::steady_clock::now();
  {
    std::jthread asking(ask, client.native_handle());
    session one{server};
    loops ? (one.read(), static_cast<void>(loop.run())) : by_blocking(server);
  }
  const auto took = std::chrono::steady_clock::now() - began;
  return std::chrono::duration<double, std::micro>(took).count() / ROUND_TRIPS;
}

}  // namespace

int main() {
  double blocking = 1e18, callbacks = 1e18;
  for (int i = 0; i < 5; ++i) {
    blocking = std::min(blocking, microseconds(false));
    callbacks = std::min(callbacks, microseconds(true));
  }
  std::printf("a round trip, by blocking: %.1f us\n", blocking);
  std::printf("a round trip, by callbacks: %.1f us\n", callbacks);
}
