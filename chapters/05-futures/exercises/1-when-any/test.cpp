// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 05.1: upstreams that answer in an order of the test's
// choice, and count who was asked to stop.
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "chapters/05-futures/deferred.hpp"
#include "chapters/exercise/check.hpp"

using looplab::chapter::cancelled;
using looplab::chapter::deferred;
using looplab::chapter::on_unhandled;

deferred<int> quickest(const std::vector<deferred<int>>& asked);

namespace looplab::exercise {

namespace {

constexpr property first_value{"first-value",
                               "come with the first value, when that comes"};
constexpr property error_waits{
    "error-waits", "not take an error while another may still have a value"};
constexpr property all_fail{"all-fail",
                            "fail with the last error when none has a value"};
constexpr property cancels_losers{"cancels-losers",
                                  "cancel all the others when one has a value"};
constexpr property hears_losers{
    "hears-losers", "take the errors of the losers, which nobody else hears"};
constexpr property lets_go{"lets-go",
                           "keep nothing alive that nobody works for"};

int unheard = 0;

// Three upstreams, and what has come of asking them.
struct scene {
  scene() {
    for (int i = 0; i < 3; ++i) {
      asked.emplace_back([this, i] {
        stopped += std::to_string(i);
        fail(i, std::make_exception_ptr(cancelled()));
      });
    }
    quickest(asked)
        .add_callback([this](int price) {
          result = "the value " + std::to_string(price);
        })
        .add_errback([this](const std::exception& why) {
          result = std::string("the error ") + why.what();
        });
  }

  void fail(int which, const std::exception_ptr& why) {
    asked[static_cast<std::size_t>(which)].errback(why);
  }

  void fail(int which, const char* why) {
    fail(which, std::make_exception_ptr(std::runtime_error(why)));
  }

  void answer(int which, int price) {
    asked[static_cast<std::size_t>(which)].callback(price);
  }

  std::vector<deferred<int>> asked{};
  std::string stopped{};
  std::string result = "nothing";
};

void try_errors() {
  trying(error_waits);
  scene one_fails;
  one_fails.fail(0, "refused");
  expect(one_fails.result == "nothing",
         "one of three was refused, and it came with " + one_fails.result);
  one_fails.answer(2, 30);
  expect(
      one_fails.result == "the value 30",
      "one was refused, one answered 30, and it came with " + one_fails.result);
  trying(all_fail);
  scene all;
  all.fail(1, "one");
  all.fail(0, "zero");
  all.fail(2, "two");
  expect(all.result == "the error two",
         "all failed, the last with \"two\", and it came with " + all.result);
}

void try_losers() {
  trying(cancels_losers);
  scene stage;
  stage.answer(1, 20);
  expect(stage.stopped == "02" || stage.stopped == "20",
         stage.stopped.empty()
             ? "upstream 1 answered, and no other was asked to stop"
             : "upstream 1 answered; asked to stop: " + stage.stopped);
  expect(stage.result == "the value 20",
         "the losers were cancelled, and it came with " + stage.result);
  trying(hears_losers);
  {
    scene heard;
    heard.fail(2, "refused");
    heard.answer(0, 10);
  }
  expect(unheard == 0,
         std::to_string(unheard) + " errors were there for nobody");
}

void try_keeping() {
  trying(lets_go);
  auto thing = std::make_shared<int>();
  const std::weak_ptr<int> there = thing;
  {
    const std::vector<deferred<int>> abandoned(1);
    quickest(abandoned).add_callback([thing](int) {});
    thing.reset();
  }
  expect(there.expired(),
         "nobody worked for it any more, and its callback was still there");
}

}  // namespace

void test() {
  on_unhandled = [](const char*) {
    ++unheard;
  };
  trying(first_value);
  scene stage;
  stage.answer(1, 20);
  expect(stage.result == "the value 20",
         "upstream 1 answered 20, and it came with " + stage.result);
  try_errors();
  try_losers();
  try_keeping();
}

}  // namespace looplab::exercise
