// SPDX-License-Identifier: BSL-1.0
//
// A loop that serves its clients, some of them in each turn, for as long as one
// likes: what a program does that somebody watches for a day.
#pragma once

#include "tests/model/log_builder.hpp"

namespace looplab::tests {

class busy_loop {
 public:
  explicit busy_loop(int clients) : clients_(clients) {
    made_.open(4, "epoll");
    for (int i = 0; i < clients; ++i) {
      made_.open(10 + i, "socket").watch(10 + i, fd(4), 1, 1000 + i);
      made_.task(static_cast<trace::id>(i) + 1, "client");
    }
  }

  trace::log& events() { return made_.events(); }

  /// Whole turns until the log has about so many entries.
  void grow(std::size_t size) {
    while (events().size() < size) {
      turn();
    }
  }

 private:
  static constexpr int batch = 8;

  static trace::id fd(int number) { return log_builder::fd(number); }

  int client(int i) const {
    return static_cast<int>((turns_ * 7 + static_cast<unsigned>(i) * 13) %
                            static_cast<unsigned>(clients_));
  }

  void turn() {
    made_.poll_begin(fd(4), 100).poll_end(fd(4), batch);
    for (int i = 0; i < batch; ++i) {
      made_.ready(0, trace::readable, fd(4), 1000 + client(i));
    }
    for (int i = 0; i < batch; ++i) {
      const auto c = static_cast<trace::id>(client(i));
      made_.wake(c + 1, fd(10 + client(i))).run(c + 1);
      made_.act(fd(10 + client(i)), trace::verb::read, 48);
      made_.act(fd(10 + client(i)), trace::verb::write, 96);
      made_.stop(c + 1, trace::wait_why::io, fd(10 + client(i)));
    }
    ++turns_;
  }

  log_builder made_;
  int clients_;
  unsigned turns_ = 0;
};

}  // namespace looplab::tests
