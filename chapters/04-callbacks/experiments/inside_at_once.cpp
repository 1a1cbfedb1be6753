// SPDX-License-Identifier: BSL-1.0
//
// How many callbacks are running at the same moment: as many as threads have
// called run(), and never more. Each of four stays inside until all four are,
// or until it is clear that nobody else comes.
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

namespace {

constexpr int CALLBACKS = 4;

class room {
 public:
  void visit() {
    std::unique_lock lock(mutex_);
    most_ = std::max(most_, ++inside_);
    changed_.notify_all();
    if (!changed_.wait_for(lock, std::chrono::seconds(1),
                           [this] { return most_ == CALLBACKS || alone_; })) {
      alone_ = true;
    }
    --inside_;
  }

  int most() const { return most_; }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int inside_ = 0;
  int most_ = 0;
  bool alone_ = false;  // somebody has waited for the others in vain
};

void show(int threads) {
  boost::asio::io_context loop;
  room here;
  for (int i = 0; i < CALLBACKS; ++i) {
    boost::asio::post(loop, [&] { here.visit(); });
  }
  {
    std::vector<std::jthread> running;
    for (int i = 0; i < threads; ++i) {
      running.emplace_back([&] { loop.run(); });
    }
  }  // joins them
  std::printf("threads in run(): %d, callbacks inside at once: %d\n", threads,
              here.most());
}

}  // namespace

int main() {
  show(1);
  show(4);
}
