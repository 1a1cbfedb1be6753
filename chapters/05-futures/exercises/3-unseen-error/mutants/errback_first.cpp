// SPDX-License-Identifier: BSL-1.0
//
// Mutant: the errback stands before what fails.
// fails: save-fails
#include <functional>
#include <stdexcept>
#include <string>

#include "chapters/05-futures/deferred.hpp"

using looplab::chapter::deferred;
using looplab::chapter::nothing;

using ask_price = std::function<deferred<int>(const std::string& symbol)>;
using save_price = std::function<deferred<nothing>(int price)>;

// "ABC 123" when the price is saved, or "ABC ?".
deferred<std::string> quote_line(const ask_price& ask, const save_price& save,
                                 const std::string& symbol) {
  return ask(symbol)
      .add_callback(
          [symbol](int price) { return symbol + " " + std::to_string(price); })
      .add_errback([symbol] { return symbol + " ?"; })
      .add_callback([save](const std::string& line) {
        auto price = line.substr(line.find(' ') + 1);
        if (price == "?") {
          return looplab::chapter::succeed(line);
        }
        return save(std::stoi(price)).add_callback([line] { return line; });
      });
}
