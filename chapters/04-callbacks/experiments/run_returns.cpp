// SPDX-License-Identifier: BSL-1.0
//
// The loop is a function, not something that runs somewhere: without a call of
// run() nothing is called back, and run() returns when no operation is left.
#include <chrono>
#include <cstdio>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

int main() {
  namespace asio = boost::asio;
  asio::io_context loop;
  int called = 0;

  asio::post(loop, [&] { ++called; });
  std::printf("posted, not run: %d called\n", called);
  auto count = loop.run();
  std::printf("run returned %zu: %d called\n", count, called);

  loop.restart();
  asio::steady_timer timer(loop, std::chrono::milliseconds(20));
  timer.async_wait([&](boost::system::error_code) { ++called; });
  timer.expires_after(std::chrono::milliseconds(0));  // cancels that wait
  count = loop.run();
  std::printf("wait cancelled, run returned %zu: %d called\n", count, called);

  loop.restart();
  count = loop.run();
  std::printf("nothing begun, run returned %zu: %d called\n", count, called);
}
