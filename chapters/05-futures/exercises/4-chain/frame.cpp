// SPDX-License-Identifier: BSL-1.0
//
// The program around the lines of 05.4.
#include <exception>
#include <string>
#include <variant>

#include "chapters/05-futures/deferred.hpp"

using looplab::chapter::deferred;
using looplab::chapter::outcome;

deferred<std::string> connect_to(const std::string& symbol);
deferred<std::string> ask_price(const std::string& symbol);
deferred<std::string> send_line(const std::string& line);
void hang_up_now();

static std::string as_line(const std::string& price) {
  return "the price is " + price;
}

static std::string no_price(const std::exception&) {
  return "no price";
}

static std::string hang_up(outcome<std::string>&& came) {
  hang_up_now();
  if (came.index() == 1) {
    std::rethrow_exception(std::get<1>(came));
  }
  return std::get<0>(came);
}

deferred<std::string> answer(const std::string& symbol) {
  // [lines]
}
