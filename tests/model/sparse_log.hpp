// SPDX-License-Identifier: BSL-1.0
//
// Logs in which most stretches have nothing of most lanes, as those of a long
// run: what a search may pass over.
#pragma once

#include <cstddef>
#include <random>

#include "tests/model/log_builder.hpp"

namespace looplab::tests {

/// For a while only a few lanes, then others: most stretches have nothing of
/// most lanes; with samples between.
class sparse_log {
 public:
  explicit sparse_log(unsigned seed) : random_(seed) { made_.open(4, "epoll"); }

  log_builder& grow(std::size_t size) {
    while (made_.size() < size) {
      const auto task = static_cast<trace::id>(1 + random_() % 40);
      const int number = static_cast<int>(5 + random_() % 20);
      for (unsigned left = random_() % 900; left > 0; --left) {
        step(task, number);
      }
      sample(number);
    }
    return made_;
  }

 private:
  void step(trace::id task, int number) {
    made_.at("src/server.cpp", 10 + random_() % (60), "serve");
    switch (random_() % 7) {
      case 0:
        made_.poll_begin(log_builder::fd(4)).poll_end(log_builder::fd(4), 1);
        break;
      case 1:
        made_.run(task).stop(task, trace::wait_why::io, log_builder::fd(4));
        break;
      case 2:
        made_.wake(task);
        break;
      case 3:
        made_.act(log_builder::fd(number), trace::verb::read, 4);
        break;
      case 4:
        random_() % 20 == 0 ? made_.end(task) : made_.nowhere().value(0, "", 1);
        break;
      default:
        made_.value(0, "", 1);
    }
  }

  void sample(int number) {
    trace::sample one;
    one.t_ns = made_.now_ns();
    one.watches.push_back({4, number + 1, 1, 0});
    made_.events().add_sample(one);
  }

  std::mt19937 random_;
  log_builder made_;
};

}  // namespace looplab::tests
