// SPDX-License-Identifier: BSL-1.0
//
// In Hoare's paper of 1978 each process names the one it sends to. A channel is
// a name between the two: a stage knows its channels and nobody behind them, so
// another one can be put between. usage: pipeline [double|add-one|odd]...
#include <cstdio>
#include <list>
#include <map>
#include <string_view>
#include <thread>
#include <utility>

#include "chapters/03-sharing-or-sending/channel.hpp"

namespace {

using numbers = looplab::chapter::channel<int>;

// [stages]
void twice(numbers& from, numbers& to) {
  while (auto number = from.receive()) {
    to.send(2 * *number);
  }
}

void add_one(numbers& from, numbers& to) {
  while (auto number = from.receive()) {
    to.send(*number + 1);
  }
}

void odd(numbers& from, numbers& to) {
  while (auto number = from.receive()) {
    if (*number % 2 != 0) {
      to.send(*number);
    }
  }
}

// [stages]

const std::map<std::string_view, void (*)(numbers&, numbers&)> STAGES{
    {"double", twice}, {"add-one", add_one}, {"odd", odd}};

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (!STAGES.contains(argv[i])) {
      std::fprintf(stderr, "pipeline: there is no stage '%s'\n", argv[i]);
      return 2;
    }
  }
  std::list<numbers> channels;
  std::list<std::jthread> threads;
  threads.emplace_back([&first = channels.emplace_back("numbers")] {
    for (int number = 1; number <= 5; ++number) {
      first.send(number);
    }
    first.close();
  });
  for (int i = 1; i < argc; ++i) {
    auto& from = channels.back();
    auto& to = channels.emplace_back("numbers");
    threads.emplace_back([work = STAGES.at(argv[i]), &from, &to] {
      work(from, to);
      to.close();
    });
  }
  for (const char* gap = ""; auto number = channels.back().receive();) {
    std::printf("%s%d", std::exchange(gap, " "), *number);
  }
  std::printf("\n");
}
