// SPDX-License-Identifier: BSL-1.0
//
// Mutant: no thread, no channel, no trouble, and no hurry.
// fails: at-a-time
#include <functional>
#include <string>
#include <vector>

using ask_function = std::function<std::string(const std::string& symbol)>;

std::vector<std::string> quotes(const std::vector<std::string>& symbols,
                                unsigned /*most*/, const ask_function& ask) {
  std::vector<std::string> result;
  for (const std::string& symbol : symbols) {
    result.push_back(ask(symbol));
  }
  return result;
}
