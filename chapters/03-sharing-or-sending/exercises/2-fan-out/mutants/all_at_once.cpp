// SPDX-License-Identifier: BSL-1.0
//
// Mutant: a thread for each question, and as many are asked.
// fails: no-more M09
#include <functional>
#include <future>
#include <string>
#include <vector>

using ask_function = std::function<std::string(const std::string& symbol)>;

std::vector<std::string> quotes(const std::vector<std::string>& symbols,
                                unsigned /*most*/, const ask_function& ask) {
  std::vector<std::future<std::string>> prices;
  for (const std::string& symbol : symbols) {
    prices.push_back(std::async(std::launch::async, ask, symbol));
  }
  std::vector<std::string> result;
  for (auto& price : prices) {
    result.push_back(price.get());
  }
  return result;
}
