// SPDX-License-Identifier: BSL-1.0
//
// Mutant: three, then the next three: one that is slow holds up two.
// fails: at-a-time
#include <algorithm>
#include <functional>
#include <string>
#include <thread>
#include <vector>

using ask_function = std::function<std::string(const std::string& symbol)>;

std::vector<std::string> quotes(const std::vector<std::string>& symbols,
                                unsigned most, const ask_function& ask) {
  std::vector<std::string> result(symbols.size());
  for (std::size_t from = 0; from < symbols.size(); from += most) {
    std::vector<std::jthread> quoters;
    auto to = std::min<std::size_t>(from + most, symbols.size());
    for (std::size_t i = from; i < to; ++i) {
      quoters.emplace_back([&, i] { result[i] = ask(symbols[i]); });
    }
  }
  return result;
}
