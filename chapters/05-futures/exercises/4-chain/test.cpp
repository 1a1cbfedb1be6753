// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 05.4: an upstream and a client whose deferreds come when
// the test says so, with a value or with an error.
#include <stdexcept>
#include <string>

#include "chapters/05-futures/deferred.hpp"
#include "chapters/exercise/check.hpp"

using looplab::chapter::deferred;
using looplab::chapter::on_unhandled;

deferred<std::string> answer(const std::string& symbol);

namespace {

using text = deferred<std::string>;

// What one chain has done so far. There is one at a time.
struct scene {
  text connected{}, price{}, sent{};
  std::string asked{};
  std::string line{};
  int hung_up = 0;
};

scene stage;

}  // namespace

text connect_to(const std::string&) {
  return stage.connected;
}

text ask_price(const std::string& symbol) {
  stage.asked += symbol;
  return stage.price;
}

text send_line(const std::string& line) {
  stage.line += line;
  return stage.sent;
}

void hang_up_now() {
  ++stage.hung_up;
}

namespace looplab::exercise {

namespace {

constexpr property answers{"answers",
                           "send the line of the price it asked for"};
constexpr property says_no_price{"says-no-price",
                                 "send 'no price' when either step fails"};
constexpr property hangs_up_last{"hangs-up-last",
                                 "hang up when the line has been sent"};
constexpr property always_hangs_up{"always-hangs-up",
                                   "hang up when the line cannot be sent, too"};

void begin() {
  stage = scene();
  answer("ABC").add_errback([] { return std::string("an error"); });
}

void fail(const text& what) {
  what.errback(std::make_exception_ptr(std::runtime_error("refused")));
}

std::string times(int count) {
  return std::to_string(count) + " times";
}

void expect_no_price(const char* what) {
  expect(stage.line == "no price", std::string(what) +
                                       " failed, and the client was sent \"" +
                                       stage.line + "\"");
}

void try_value() {
  trying(answers);
  begin();
  stage.connected.callback("ABC");
  expect(stage.asked == "ABC",
         "connected for ABC, it asked for \"" + stage.asked + "\"");
  stage.price.callback("123");
  expect(stage.line == "the price is 123",
         "the price is 123, and the client was sent \"" + stage.line + "\"");
  const int early = stage.hung_up;
  stage.sent.callback("sent");
  trying(hangs_up_last);
  expect(early == 0, "the line was under way, and it had hung up");
  expect(stage.hung_up == 1,
         "the line was sent, and it hung up " + times(stage.hung_up));
}

void try_errors() {
  trying(says_no_price);
  begin();
  fail(stage.connected);
  expect_no_price("connecting");
  stage.sent.callback("sent");
  begin();
  stage.connected.callback("ABC");
  fail(stage.price);
  expect_no_price("asking");
  stage.sent.callback("sent");
  trying(always_hangs_up);
  expect(stage.hung_up == 1,
         "asking failed, and it hung up " + times(stage.hung_up));
  begin();
  stage.connected.callback("ABC");
  stage.price.callback("123");
  fail(stage.sent);
  expect(stage.hung_up == 1,
         "the line could not be sent, and it hung up " + times(stage.hung_up));
}

}  // namespace

void test() {
  on_unhandled = [](const char*) {
  };
  try_value();
  try_errors();
}

}  // namespace looplab::exercise
