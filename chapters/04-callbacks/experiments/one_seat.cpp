// SPDX-License-Identifier: BSL-1.0
//
// One thread, one seat, ten clients. No two callbacks are ever inside at once,
// and yet the seat is sold ten times when what is looked at in one callback is
// changed in the next.
#include <chrono>
#include <cstdio>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace {

namespace asio = boost::asio;

struct office {
  asio::io_context loop;
  int seats = 1;
  int sold = 0;

  void sell() {
    --seats;
    ++sold;
  }

  // [sell]
  // Other callbacks come between the question and the sale.
  void look_then_wait() {
    if (seats > 0) {
      asio::post(loop, [this] { sell(); });  // "the payment has come"
    }
  }

  void wait_then_look() {
    asio::post(loop, [this] {
      if (seats > 0) {
        sell();
      }
    });
  }

  // [sell]
};

void show(const char* how, void (office::*buy)()) {
  office here;
  for (int client = 0; client < 10; ++client) {
    asio::post(here.loop, [&here, buy] { (here.*buy)(); });
  }
  here.loop.run();
  std::printf("%s: sold %d times\n", how, here.sold);
}

}  // namespace

int main() {
  show("looked at, then waited", &office::look_then_wait);
  show("waited, then looked at", &office::wait_then_look);
}
