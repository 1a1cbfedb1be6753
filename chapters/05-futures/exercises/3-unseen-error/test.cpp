// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 05.3: prices that come, and errors that come, each at
// a moment of the test's choice; and nobody may be left to be told of one.
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "chapters/05-futures/deferred.hpp"
#include "chapters/exercise/check.hpp"

using looplab::chapter::deferred;
using looplab::chapter::nothing;
using looplab::chapter::on_unhandled;

using ask_price = std::function<deferred<int>(const std::string& symbol)>;
using save_price = std::function<deferred<nothing>(int price)>;

deferred<std::string> quote_line(const ask_price& ask, const save_price& save,
                                 const std::string& symbol);

namespace looplab::exercise {

namespace {

constexpr property makes_the_line{"makes-the-line",
                                  "make the line of symbol and price"};
constexpr property waits_for_save{
    "waits-for-save", "come when the price is saved, and not before"};
constexpr property any_error{"any-error",
                             "end with '?' when the price cannot be had"};
constexpr property save_fails{"save-fails",
                              "end with '?' when the price cannot be saved"};
constexpr property nothing_unseen{"nothing-unseen",
                                  "leave no error that nobody sees"};

int unseen = 0;

void count_unseen(const char*) {
  ++unseen;
}

// One line under way.
struct scene {
  scene() {
    quote_line([this](const std::string&) { return price; },
               [this](int) { return saved; }, "ABC")
        .add_callback([this](const std::string& came) { line = came; })
        .add_errback([this](const std::exception& why) {
          line = std::string("the error ") + why.what();
        });
  }

  deferred<int> price{};
  deferred<nothing> saved{};
  std::string line = "nothing yet";
};

template <class Error>
std::exception_ptr made(const char* what) {
  return std::make_exception_ptr(Error(what));
}

void try_errors() {
  trying(any_error);
  scene refused;
  refused.price.errback(made<std::runtime_error>("refused"));
  expect(refused.line == "ABC ?",
         "asking failed with a runtime_error: " + refused.line);
  scene wrong;
  wrong.price.errback(made<std::logic_error>("wrong"));
  expect(wrong.line == "ABC ?",
         "asking failed with a logic_error: " + wrong.line);
  trying(save_fails);
  scene full;
  full.price.callback(123);
  full.saved.errback(made<std::runtime_error>("disk full"));
  expect(full.line == "ABC ?", "saving failed: " + full.line);
}

// Errors are told when their deferreds go, so they go before it is counted.
void try_unseen() {
  trying(nothing_unseen);
  {
    scene full;
    full.price.callback(123);
    full.saved.errback(made<std::runtime_error>("disk full"));
  }
  expect(on_unhandled == count_unseen,
         "whoever is told of unseen errors was taken away");
  expect(unseen == 0, std::to_string(unseen) + " errors were seen by nobody");
}

}  // namespace

void test() {
  on_unhandled = count_unseen;
  trying(makes_the_line);
  scene well;
  well.price.callback(123);
  const auto early = well.line;
  well.saved.callback({});
  expect(well.line == "ABC 123", "the price was 123, and saved: " + well.line);
  trying(waits_for_save);
  expect(early == "nothing yet", "the price was not saved yet: " + early);
  try_errors();
  try_unseen();
}

}  // namespace looplab::exercise
