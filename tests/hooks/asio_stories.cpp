// SPDX-License-Identifier: BSL-1.0
//
// Small programs of Boost.Asio, one for each thing that can become of a
// handler. Each ends by itself; the recording is what is looked at.
#include <chrono>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string_view>

#include <boost/asio.hpp>

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using namespace std::chrono_literals;

void timer() {
  asio::io_context loop;
  asio::steady_timer wait(loop, 1ms);
  wait.async_wait([](error_code) {});
  loop.run();
}

void cancelled() {
  asio::io_context loop;
  asio::steady_timer wait(loop, 1h);
  wait.async_wait([](error_code) {});
  wait.cancel();
  loop.run();
}

void destroyed() {
  asio::io_context loop;
  asio::steady_timer wait(loop, 1h);
  wait.async_wait([](error_code) {});
  asio::post(loop, [] {});
}

void thrown() {
  asio::io_context loop;
  asio::post(loop, [] { throw std::runtime_error("on purpose"); });
  try {
    loop.run();
  } catch (const std::runtime_error&) {
  }
}

void child() {
  asio::io_context loop;
  asio::post(loop, [&] { asio::post(loop, [] {}); });
  loop.run();
}

void nested() {
  asio::io_context loop;
  asio::post(loop, [&] { loop.poll_one(); });
  asio::post(loop, [] {});
  loop.run();
}

void stated() {
  asio::io_context loop;
  asio::steady_timer wait(loop, 1ms);
  const std::function<void(error_code)> handler = [](error_code) {
  };
  BOOST_ASIO_HANDLER_LOCATION(("stated.cpp", 42, "stated"));
  wait.async_wait(handler);
  loop.run();
}

void failed() {
  asio::io_context loop;
  asio::ip::tcp::socket client(loop);
  asio::ip::tcp::acceptor taken(loop, {asio::ip::address_v4::loopback(), 0});
  const auto place = taken.local_endpoint();
  taken.close();
  client.async_connect(place, [](error_code) {});
  loop.run();
}

void generic() {
  asio::io_context loop;
  asio::local::stream_protocol::socket one(loop);
  asio::local::stream_protocol::socket other(loop);
  asio::local::connect_pair(one, other);
  char byte = 'x';
  asio::async_write(one, asio::buffer(&byte, 1), [](const auto&, auto) {});
  other.async_read_some(asio::buffer(&byte, 1), [](error_code, auto) {});
  loop.run();
}

asio::awaitable<void> inner(asio::steady_timer& wait) {
  wait.expires_after(1ms);
  co_await wait.async_wait(asio::use_awaitable_t<>{});
}

asio::awaitable<void> outer() {
  asio::steady_timer wait(co_await asio::this_coro::executor, 1ms);
  co_await wait.async_wait(asio::use_awaitable_t<>{});
  co_await inner(wait);
}

void coroutine() {
  asio::io_context loop;
  asio::co_spawn(loop, outer(), asio::detached);
  loop.run();
}

void forgotten() {
  asio::io_context loop;
  asio::co_spawn(loop, outer(), asio::detached);
  loop.run_one();
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view wanted = count == 2 ? arguments[1] : "";

  struct story {
    std::string_view name;
    void (*tell)();
  };

  for (const story& s :
       {story{"timer", timer}, story{"cancelled", cancelled},
        story{"destroyed", destroyed}, story{"thrown", thrown},
        story{"child", child}, story{"nested", nested}, story{"stated", stated},
        story{"failed", failed}, story{"generic", generic},
        story{"coroutine", coroutine}, story{"forgotten", forgotten}}) {
    if (s.name == wanted) {
      s.tell();
      return 0;
    }
  }
  std::fputs("usage: asio_stories STORY\n", stderr);
  return 2;
}
