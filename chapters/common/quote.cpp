// SPDX-License-Identifier: BSL-1.0
//
// From the upstream's answers to the client's: all prices, or the first error.
#include "chapters/common/quote.hpp"

#include <algorithm>
#include <string>

namespace looplab::common {
namespace {

std::string_view explanation(unsigned status) {
  switch (status) {
    case 503:
      return "the server has no descriptor left to ask the upstream with";
    case 504:
      return "the upstream did not answer in time";
    default:
      return "the upstream refused, broke off or answered nonsense";
  }
}

void append(std::string& to, const question& of) {
  to.append("{\"symbol\":\"").append(of.symbol());
  to.append("\",\"price\":").append(of.price()).append("}");
}

}  // namespace

quote::quote(std::string_view symbols, bool is_list) : is_list_(is_list) {
  while (!symbols.empty()) {
    auto symbol = symbols.substr(0, symbols.find(','));
    symbols.remove_prefix(std::min(symbol.size() + 1, symbols.size()));
    questions.emplace_back(std::string(symbol));
  }
}

bool quote::decided() const {
  return std::all_of(questions.begin(), questions.end(),
                     [](const question& each) { return each.decided(); });
}

answer quote::to_answer() const {
  answer what;
  what.type = "application/json";
  what.body.reserve(64 * (questions.size() + 1));
  what.body = is_list_ ? "{\"quotes\":[" : "";
  for (const auto& each : questions) {
    if (each.status() != 200) {
      return refusal(each.status(), explanation(each.status()));
    }
    what.body += &each == questions.data() ? "" : ",";
    append(what.body, each);
  }
  what.body += is_list_ ? "]}\n" : "\n";
  return what;
}

}  // namespace looplab::common
