// SPDX-License-Identifier: BSL-1.0
//
// Mutant: the quoters wait for more questions, for ever.
// fails: leaves-nothing
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
  auto& questions = *new channel<errand>("questions");
  auto& prices = *new channel<errand>("prices", symbols.size());
  for (unsigned i = 0; i < most; ++i) {
    std::thread quoter([&questions, &prices, ask] {
      while (auto next = questions.receive()) {
        next->price = ask(next->symbol);
        prices.send(*next);
      }
    });
    quoter.detach();
  }
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    questions.send({i, symbols[i], ""});
  }
  std::vector<std::string> result(symbols.size());
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    auto back = prices.receive();
    result[back->place] = back->price;
  }
  return result;
}
