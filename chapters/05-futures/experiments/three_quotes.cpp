// SPDX-License-Identifier: BSL-1.0
//
// Three questions that take 30, 20 and 10 ms, one after the other and all at
// once: who is asked when, whose answer comes when, and how many are under way
// at the same time. The values are in the order asked, whoever comes first.
#include <algorithm>
#include <cstdio>
#include <string>

#include "chapters/05-futures/as_deferred.hpp"

namespace {

using namespace looplab::chapter;
using looplab::common::milliseconds;
using looplab::common::steady;

class upstream {
 public:
  explicit upstream(asio::io_context& loop) : loop_(loop) {}

  deferred<std::string> ask(std::string symbol, milliseconds delay) {
    std::printf(" ask %s,", symbol.c_str());
    most_ = std::max(most_, ++under_way_);
    return at(loop_, steady::now() + delay).add_callback([this, symbol] {
      std::printf(" %s comes,", symbol.c_str());
      --under_way_;
      return symbol + "'s price";
    });
  }

  int most_under_way() const { return most_; }

 private:
  asio::io_context& loop_;
  int under_way_ = 0;
  int most_ = 0;
};

constexpr milliseconds SLOW(30), MEDIUM(20), QUICK(10);

// [after]
deferred<nothing> one_after_the_other(upstream& from) {
  return from.ask("A", SLOW)
      .add_callback([&from] { return from.ask("B", MEDIUM); })
      .add_callback([&from] { return from.ask("C", QUICK); })
      .add_callback([](std::string last) {
        std::printf("\n  value: %s\n", last.c_str());
      });
}

// [after]

// [at-once]
deferred<nothing> all_at_once(upstream& from) {
  return when_all<std::string>(
             {from.ask("A", SLOW), from.ask("B", MEDIUM), from.ask("C", QUICK)})
      .add_callback([](std::vector<std::string> all) {
        std::printf("\n  value: %s %s %s\n", all[0].c_str(), all[1].c_str(),
                    all[2].c_str());
      });
}

// [at-once]

void show(const char* how, deferred<nothing> (*ask)(upstream&)) {
  asio::io_context loop;
  upstream from(loop);
  std::printf("%s:\n ", how);
  ask(from);
  loop.run();
  std::printf("  under way at once: %d\n", from.most_under_way());
}

}  // namespace

int main() {
  show("one after the other", one_after_the_other);
  show("when_all", all_at_once);
}
