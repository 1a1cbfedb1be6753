// SPDX-License-Identifier: BSL-1.0
//
// In which order callbacks run. post puts one into the loop's queue, always.
// dispatch calls it on the spot if the caller is a callback of that loop
// already, and puts it into the queue otherwise.
#include <cstdio>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace {

namespace asio = boost::asio;

void print(const char* what) {
  std::printf(" %s", what);
}

// [abcd]
void handler_a(asio::io_context& loop) {
  print("A");
  asio::post(loop, [] { print("D"); });
  asio::dispatch(loop, [] { print("B"); });
  print("C");
}

// [abcd]

}  // namespace

int main() {
  asio::io_context loop;
  asio::post(loop, [&] { handler_a(loop); });
  std::printf("in a callback:");
  loop.run();

  loop.restart();
  std::printf("\noutside the loop:");
  handler_a(loop);
  loop.run();
  std::printf("\n");
}
