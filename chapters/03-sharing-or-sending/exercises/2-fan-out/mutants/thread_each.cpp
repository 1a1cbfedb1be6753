// SPDX-License-Identifier: BSL-1.0
//
// Mutant: a thread for each question, most of which wait for their turn.
// fails: few-threads M09
#include <functional>
#include <future>
#include <semaphore>
#include <string>
#include <vector>

using ask_function = std::function<std::string(const std::string& symbol)>;

std::vector<std::string> quotes(const std::vector<std::string>& symbols,
                                unsigned most, const ask_function& ask) {
  std::counting_semaphore free(static_cast<std::ptrdiff_t>(most));
  std::vector<std::future<std::string>> prices;
  for (const std::string& symbol : symbols) {
    prices.push_back(std::async(std::launch::async, [&free, &ask, symbol] {
      free.acquire();
      auto price = ask(symbol);
      free.release();
      return price;
    }));
  }
  std::vector<std::string> result;
  for (auto& price : prices) {
    result.push_back(price.get());
  }
  return result;
}
