// SPDX-License-Identifier: BSL-1.0
//
// What chapter 05's deferred promises: which callbacks run, in which order,
// who is cancelled, and that no result and no error gets lost unseen.
#include "chapters/05-futures/deferred.hpp"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "chapters/05-futures/when.hpp"

namespace looplab::chapter {
namespace {

error an_error(const char* what = "no price") {
  return std::make_exception_ptr(std::runtime_error(what));
}

// Notes what comes of a deferred.
template <class T>
std::shared_ptr<std::string> end_of(const deferred<T>& which) {
  auto end = std::make_shared<std::string>("nothing yet");
  which
      .add_callback([end](T value) {
        if constexpr (std::is_same_v<T, nothing>) {
          *end = "done";
        } else {
          *end = "value " + std::to_string(value);
        }
      })
      .add_errback([end](const std::exception& why) { *end = why.what(); });
  return end;
}

// Counts the errors that nobody has handled, instead of printing them.
class unhandled_errors {
 public:
  unhandled_errors() {
    count = 0;
    on_unhandled = [](const char*) {
      ++count;
    };
  }

  ~unhandled_errors() { on_unhandled = old_; }

  static inline int count = 0;

 private:
  void (*old_)(const char*) = on_unhandled;
};

TEST(deferred, runs_nothing_before_the_result_is_there) {
  deferred<int> d;
  auto end = end_of(d.add_callback([](int value) { return value + 1; }));
  EXPECT_EQ(*end, "nothing yet");
  d.callback(1);
  EXPECT_EQ(*end, "value 2");
}

TEST(deferred, runs_a_callback_at_once_when_the_result_is_there) {
  EXPECT_EQ(*end_of(succeed(5)), "value 5");
}

TEST(deferred, an_error_passes_by_callbacks_and_a_value_by_errbacks) {
  deferred<int> d;
  std::string ran;
  auto end = end_of(d.add_callback([&](int) -> int {
                       ran += "a";
                       throw std::runtime_error("thrown");
                     })
                        .add_callback([&](int value) {
                          ran += "b";
                          return value;
                        })
                        .add_errback([&](const std::exception& why) {
                          ran += "c";
                          EXPECT_STREQ(why.what(), "thrown");
                          return 7;
                        })
                        .add_errback([&](const std::exception&) {
                          ran += "d";
                          return 8;
                        }));
  d.callback(1);
  EXPECT_EQ(ran, "ac");
  EXPECT_EQ(*end, "value 7");
}

TEST(deferred, an_errback_takes_the_errors_of_its_type_only) {
  deferred<int> d;
  auto end = end_of(d.add_errback<cancelled>([] {
                       return 1;
                     }).add_errback<std::logic_error>([] { return 2; }));
  d.errback(std::make_exception_ptr(std::logic_error("wrong")));
  EXPECT_EQ(*end, "value 2");
}

TEST(deferred, what_an_errback_throws_is_the_error_that_goes_on) {
  deferred<int> d;
  auto end = end_of(d.add_errback(
      [](const std::exception&) -> int { throw std::runtime_error("worse"); }));
  d.errback(an_error());
  EXPECT_EQ(*end, "worse");
}

TEST(deferred, waits_for_the_deferred_that_a_callback_returns) {
  deferred<int> outer, inner;
  auto end = end_of(outer.add_callback([inner] { return inner; }));
  outer.callback(1);
  EXPECT_EQ(*end, "nothing yet");
  inner.callback(2);
  EXPECT_EQ(*end, "value 2");
}

TEST(deferred, an_error_of_the_returned_deferred_is_the_outer_ones) {
  deferred<int> outer, inner;
  auto end = end_of(outer.add_callback([inner] { return inner; }));
  inner.errback(an_error());
  outer.callback(1);
  EXPECT_EQ(*end, "no price");
}

TEST(deferred, an_errback_may_return_a_deferred_too) {
  deferred<int> d, again;
  auto end = end_of(d.add_errback([again] { return again; }));
  d.errback(an_error());
  again.callback(3);
  EXPECT_EQ(*end, "value 3");
}

TEST(deferred, add_both_is_told_of_either) {
  deferred<int> value, failed;
  auto rail = [](outcome<int>&& came) {
    return static_cast<int>(came.index());
  };
  auto first = end_of(value.add_both(rail));
  auto second = end_of(failed.add_both(rail));
  value.callback(9);
  failed.errback(an_error());
  EXPECT_EQ(*first, "value 0");
  EXPECT_EQ(*second, "value 1");
}

TEST(deferred, carries_what_can_only_be_moved) {
  deferred<std::unique_ptr<int>> d;
  auto end =
      end_of(d.add_callback([](std::unique_ptr<int> value) { return *value; }));
  d.callback(std::make_unique<int>(4));
  EXPECT_EQ(*end, "value 4");
}

TEST(deferred, refuses_a_second_result_and_a_second_follower) {
  deferred<int> d;
  auto end = end_of(d);
  EXPECT_THROW(d.add_callback([](int) {}), std::logic_error);
  d.callback(1);
  EXPECT_THROW(d.callback(2), already_called);
  EXPECT_THROW(d.errback(an_error()), already_called);
  EXPECT_EQ(*end, "value 1");
}

TEST(deferred, cancelling_what_nobody_can_stop_fails_it_at_once) {
  deferred<int> d;
  auto last = d.add_callback([](int value) {
                 return value;
               }).add_callback([](int value) { return value; });
  auto end = end_of(last);
  last.cancel();
  EXPECT_EQ(*end, "cancelled");
  d.callback(1);  // late: it goes nowhere
  EXPECT_EQ(*end, "cancelled");
  EXPECT_THROW(d.callback(2), already_called);
}

TEST(deferred, who_is_asked_to_stop_says_how_it_ended) {
  int asked = 0;
  deferred<int> d([&asked] { ++asked; });
  auto end = end_of(d.add_callback([](int value) { return value; }));
  d.cancel();
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(*end, "nothing yet");
  d.callback(6);  // it was done already
  EXPECT_EQ(*end, "value 6");
  d.cancel();
  EXPECT_EQ(asked, 1);
}

TEST(deferred, cancelling_reaches_the_deferred_that_is_waited_for) {
  int asked = 0;
  deferred<int> outer;
  deferred<int> inner([&asked] { ++asked; });
  auto last = outer.add_callback([inner] { return inner; });
  auto end = end_of(last);
  outer.callback(1);
  last.cancel();
  EXPECT_EQ(asked, 1);
  inner.errback(std::make_exception_ptr(cancelled()));
  EXPECT_EQ(*end, "cancelled");
}

TEST(deferred, tells_of_an_error_that_nobody_handled_when_it_goes) {
  unhandled_errors told;
  {
    deferred<int> d;
    d.add_callback([](int value) { return value; });
    d.errback(an_error());
    deferred<int> kept;
    kept.errback(an_error());
    EXPECT_EQ(told.count, 1) << "it may still find somebody";
    end_of(kept);
  }
  EXPECT_EQ(told.count, 1);
}

TEST(deferred, keeps_nothing_alive_when_it_has_come_or_was_given_up) {
  auto thing = std::make_shared<int>();
  std::weak_ptr<int> there = thing;
  {
    deferred<int> came;
    came.add_callback([thing] {});
    deferred<int> given_up([thing] {});
    given_up.add_callback([thing] {});
    thing.reset();
    came.callback(1);
    EXPECT_FALSE(there.expired());
  }
  EXPECT_TRUE(there.expired());
}

}  // namespace
}  // namespace looplab::chapter
