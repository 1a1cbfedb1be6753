// SPDX-License-Identifier: BSL-1.0
//
// Mutant: it takes away who tells of unseen errors.
// fails: nothing-unseen
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
  looplab::chapter::on_unhandled = [](const char*) {
  };
  return ask(symbol)
      .add_callback([save, symbol](int price) {
        return save(price).add_callback(
            [symbol, price] { return symbol + " " + std::to_string(price); });
      })
      .add_errback([symbol] { return symbol + " ?"; });
}
