// SPDX-License-Identifier: BSL-1.0
//
// What chapter 05 makes of several deferreds: the values of all, the first of
// any, or one before its time is up; and that who has lost is cancelled.
#include "chapters/05-futures/when.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace looplab::chapter {
namespace {

error failure(const char* what) {
  return std::make_exception_ptr(std::runtime_error(what));
}

// Somebody who works for a deferred: stops when asked to.
struct worker {
  deferred<int> work{[this] {
    ++asked;
    work.errback(std::make_exception_ptr(cancelled()));
  }};
  int asked = 0;
};

template <class T>
struct watched {
  explicit watched(const deferred<T>& which) {
    which.add_callback([this](T came) { values.push_back(std::move(came)); })
        .add_errback([this](const std::exception& why) { error = why.what(); });
  }

  std::vector<T> values{};
  std::string error{};
};

using many = std::vector<int>;

TEST(when_all, has_the_values_in_the_order_of_the_list) {
  worker a, b, c;
  watched end(when_all<int>({a.work, b.work, c.work}));
  c.work.callback(3);
  a.work.callback(1);
  EXPECT_TRUE(end.values.empty());
  b.work.callback(2);
  EXPECT_EQ(end.values, std::vector<many>({{1, 2, 3}}));
}

TEST(when_all, of_none_is_there_at_once) {
  watched end(when_all<int>({}));
  EXPECT_EQ(end.values, std::vector<many>({{}}));
}

TEST(when_all, fails_with_the_first_error_and_cancels_the_others) {
  worker a, b, c;
  watched end(when_all<int>({a.work, b.work, c.work}));
  a.work.callback(1);
  b.work.errback(failure("b"));
  EXPECT_EQ(end.error, "b");
  EXPECT_EQ(a.asked, 0) << "it has its value";
  EXPECT_EQ(c.asked, 1);
}

TEST(when_all, is_cancelled_with_all_that_it_waits_for) {
  worker a, b;
  auto whole = when_all<int>({a.work, b.work});
  watched end(whole);
  whole.cancel();
  EXPECT_EQ(a.asked + b.asked, 2);
  EXPECT_EQ(end.error, "cancelled");
}

TEST(when_any, has_the_first_value_and_cancels_the_losers) {
  worker a, b, c;
  watched end(when_any<int>({a.work, b.work, c.work}));
  a.work.errback(failure("a"));
  EXPECT_EQ(end.error, "") << "an error wins only when there is no value";
  b.work.callback(2);
  EXPECT_EQ(end.values, many({2}));
  EXPECT_EQ(c.asked, 1);
  EXPECT_EQ(b.asked, 0);
}

TEST(when_any, has_the_last_error_when_none_has_a_value) {
  worker a, b;
  watched end(when_any<int>({a.work, b.work}));
  a.work.errback(failure("a"));
  b.work.errback(failure("b"));
  EXPECT_EQ(end.error, "b");
}

TEST(when_any, refuses_to_wait_for_none) {
  EXPECT_THROW(when_any<int>({}), std::invalid_argument);
}

TEST(add_timeout, cancels_what_has_not_come_when_the_alarm_rings) {
  worker late;
  deferred<nothing> alarm;
  watched end(add_timeout(late.work, alarm));
  alarm.callback({});
  EXPECT_EQ(late.asked, 1);
  EXPECT_EQ(end.error, "timed out");
}

TEST(add_timeout, cancels_the_alarm_when_the_work_is_done) {
  int alarms_stopped = 0;
  worker in_time;
  deferred<nothing> alarm([&alarms_stopped] { ++alarms_stopped; });
  watched end(add_timeout(in_time.work, alarm));
  in_time.work.callback(1);
  EXPECT_EQ(end.values, many({1}));
  EXPECT_EQ(alarms_stopped, 1);
}

TEST(add_timeout, leaves_other_errors_and_other_cancels_as_they_are) {
  worker failed, stopped;
  watched first(add_timeout(failed.work, deferred<nothing>()));
  failed.work.errback(failure("refused"));
  EXPECT_EQ(first.error, "refused");
  watched second(add_timeout(stopped.work, deferred<nothing>()));
  stopped.work.cancel();
  EXPECT_EQ(second.error, "cancelled");
}

TEST(add_timeout, takes_a_value_that_comes_although_it_was_cancelled) {
  deferred<int> done_already([] {});
  deferred<nothing> alarm;
  watched end(add_timeout(done_already, alarm));
  alarm.callback({});
  done_already.callback(1);
  EXPECT_EQ(end.values, many({1}));
}

// The list of the losers must not keep them: nobody works for them any more.
TEST(when, lets_go_of_what_nobody_works_for) {
  auto thing = std::make_shared<int>();
  std::weak_ptr<int> there = thing;
  {
    deferred<int> a, b;
    when_all<int>({a, b}).add_callback([thing] {});
  }
  {
    deferred<int> a, b;
    when_any<int>({a, b}).add_callback([thing] {});
  }
  {
    deferred<int> work;
    add_timeout(work, deferred<nothing>()).add_callback([thing] {});
  }
  thing.reset();
  EXPECT_TRUE(there.expired());
}

}  // namespace
}  // namespace looplab::chapter
