// SPDX-License-Identifier: BSL-1.0
//
// A std::future's get() waits by sleeping. In a callback it puts the loop to
// sleep, and that is who was to bring the result: both wait for ever. A
// watchdog sees that the callback does not return, says so, and runs the loop
// on its own thread, which ends it. Then the two ways that work.
#include <chrono>
#include <cstdio>
#include <future>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "chapters/05-futures/deferred.hpp"

namespace {

namespace asio = boost::asio;
using looplab::chapter::deferred;

constexpr std::chrono::milliseconds PATIENCE(300);

void watch(asio::io_context& loop, std::future<void> returned) {
  if (returned.wait_for(PATIENCE) == std::future_status::timeout) {
    std::printf("watchdog: the callback does not return; I run the loop\n");
    loop.run_one();
  }
  returned.wait();
}

// [deadlock]
void get_in_the_loop(asio::io_context& loop) {
  std::promise<int> result;
  std::promise<void> returned;
  asio::post(loop, [&] {
    asio::post(loop, [&] { result.set_value(7); });  // by this very loop
    std::printf("get() in the loop: %d\n", result.get_future().get());
    returned.set_value();
  });
  watch(loop, returned.get_future());
}

// [deadlock]

void get_outside_the_loop(asio::io_context& loop) {
  std::promise<int> result;
  asio::post(loop, [&] { result.set_value(7); });
  std::printf("get() outside the loop: %d\n", result.get_future().get());
}

void callback_in_the_loop(asio::io_context& loop) {
  deferred<int> result;
  std::promise<void> done;
  asio::post(loop, [&] {
    asio::post(loop, [&] { result.callback(7); });
    result.add_callback([&](int value) {
      std::printf("a callback in the loop: %d\n", value);
      done.set_value();
    });
  });
  done.get_future().wait();
}

}  // namespace

int main() {
  asio::io_context loop;
  auto more_may_come = asio::make_work_guard(loop);
  std::jthread thread([&] { loop.run(); });
  get_in_the_loop(loop);
  get_outside_the_loop(loop);
  callback_in_the_loop(loop);
  more_may_come.reset();
}
