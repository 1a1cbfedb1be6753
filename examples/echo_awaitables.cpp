// SPDX-License-Identifier: BSL-1.0
//
// The echo server with coroutines, as Boost.Asio's tutorials write it. It knows
// nothing of Looplab: what makes its coroutines visible is its link line. Its
// token is the default of its sockets, so that each co_await has a line.
//
//   echo_awaitables [CONNECTIONS]    ends after so many
#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include <boost/asio.hpp>

namespace asio = boost::asio;

using token = asio::as_tuple_t<asio::use_awaitable_t<>>;
using tcp_socket = token::as_default_on_t<asio::ip::tcp::socket>;
using tcp_acceptor = token::as_default_on_t<asio::ip::tcp::acceptor>;

asio::awaitable<void> handle_client(tcp_socket client, int number) {
  std::array<char, 4096> bytes{};
  for (;;) {
    const auto space = asio::buffer(bytes);
    const auto [error, count] = co_await client.async_read_some(space);
    if (error) {
      co_return;
    }
    std::printf("client %d said %zu bytes\n", number, count);
    const auto answer = asio::buffer(bytes, count);
    const auto [failed, sent] = co_await asio::async_write(client, answer);
    if (failed) {
      co_return;
    }
    std::printf("client %d heard %zu bytes\n", number, sent);
  }
}

asio::awaitable<void> serve(tcp_acceptor accepting, int connections) {
  for (int number = 1; number != connections + 1; ++number) {
    auto [error, client] = co_await accepting.async_accept();
    if (!error) {
      asio::co_spawn(accepting.get_executor(),
                     handle_client(std::move(client), number), asio::detached);
    }
  }
}

int main(int count, char** arguments) {
  asio::io_context loop(1);
  tcp_acceptor accepting(loop, {asio::ip::address_v4::loopback(), 0});
  std::printf("listening on 127.0.0.1:%u\n",
              unsigned{accepting.local_endpoint().port()});
  std::fflush(stdout);
  const int connections = count > 1 ? std::atoi(arguments[1]) : -1;
  asio::co_spawn(loop, serve(std::move(accepting), connections),
                 asio::detached);
  loop.run();
}
