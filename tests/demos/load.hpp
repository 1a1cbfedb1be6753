// SPDX-License-Identifier: BSL-1.0
//
// The load generator as a process, and the figures that it prints.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/process.hpp"

namespace looplab::load {

/// A run against 127.0.0.1 with the command line `arguments`.
class load_process : public support::process {
 public:
  load_process(std::uint16_t port, std::vector<std::string> arguments,
               std::optional<unsigned> descriptor_limit = {})
      : process(
            {LOAD, whole(port, std::move(arguments)), {}, descriptor_limit}) {}

  /// The first number of this name in the JSON, behind the word `after`. Throws
  /// std::runtime_error.
  double number(const std::string& name, const std::string& after = "") const {
    const std::string text = output();
    const std::size_t at = text.find('"' + name + "\":", text.find(after));
    if (at == std::string::npos) {
      throw std::runtime_error("no '" + name + "' in: " + text);
    }
    return std::stod(text.substr(at + name.size() + 3));
  }

  /// Nothing that was started is unaccounted for.
  bool adds_up() const {
    return number("started") ==
           number("answered") + number("lost") + number("unanswered");
  }

 private:
  static std::vector<std::string> whole(std::uint16_t port,
                                        std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"127.0.0.1:" + std::to_string(port),
                                         "--json", "--quiet"});
    return arguments;
  }
};

}  // namespace looplab::load
