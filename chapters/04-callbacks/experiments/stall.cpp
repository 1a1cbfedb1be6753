// SPDX-License-Identifier: BSL-1.0
//
// A long callback makes others late: the loop calls one after the other. Five
// timers come due while work is done, first in one piece, then in slices that
// go back to the loop in between.
#include <chrono>
#include <cstdio>
#include <deque>
#include <functional>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace {

namespace asio = boost::asio;
using steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

class five_timers {
 public:
  explicit five_timers(asio::io_context& loop) {
    for (int i = 1; i <= 5; ++i) {
      timers_.emplace_back(loop, last_due_ - milliseconds(10 * (5 - i)));
      timers_.back().async_wait([this, i](boost::system::error_code) {
        called_ += ' ' + std::to_string(i);
      });
    }
  }

  bool all_due() const { return steady::now() >= last_due_; }

  void report(const char* when) {
    std::printf("%s:%s\n", when, called_.empty() ? " none" : called_.c_str());
    called_.clear();
  }

 private:
  steady::time_point last_due_ = steady::now() + milliseconds(50);
  std::deque<asio::steady_timer> timers_;
  std::string called_;
};

}  // namespace

int main() {
  asio::io_context loop;
  five_timers first(loop);
  asio::post(loop, [&] {
    while (!first.all_due()) {
    }
    first.report("one long callback, timers called before its end");
  });
  loop.run();
  first.report("one long callback, timers called after its end");

  loop.restart();
  five_timers second(loop);
  int left = 100;  // slices of 1 ms to do after all are due
  std::function<void()> slice = [&] {
    for (auto end = steady::now() + milliseconds(1); steady::now() < end;) {
    }
    if (second.all_due() && --left == 0) {
      return second.report("work in slices, timers called before its end");
    }
    asio::post(loop, slice);
  };
  asio::post(loop, slice);
  loop.run();
  second.report("work in slices, timers called after its end");
}
