// SPDX-License-Identifier: BSL-1.0
//
// Mutant: all have a price to hand over, and the one to take it waits too.
// fails: returns
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "chapters/03-sharing-or-sending/channel.hpp"

using looplab::chapter::channel;
using ask_function = std::function<std::string(const std::string& symbol)>;

struct errand {
  std::size_t place;  // of the symbol
  std::string symbol;
  std::string price;
};

// The price of each symbol, asked by at most `most` threads.
std::vector<std::string> quotes(const std::vector<std::string>& symbols,
                                unsigned most, const ask_function& ask) {
  channel<errand> questions("questions");
  channel<errand> prices("prices");
  std::vector<std::jthread> quoters;
  for (unsigned i = 0; i < most; ++i) {
    quoters.emplace_back([&] {
      while (auto next = questions.receive()) {
        next->price = ask(next->symbol);
        prices.send(*next);
      }
    });
  }
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    questions.send({i, symbols[i], ""});
  }
  questions.close();
  quoters.clear();  // which waits until they have ended
  prices.close();
  std::vector<std::string> result(symbols.size());
  while (auto back = prices.receive()) {
    result[back->place] = back->price;
  }
  return result;
}
