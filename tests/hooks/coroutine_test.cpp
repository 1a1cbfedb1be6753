// SPDX-License-Identifier: BSL-1.0
//
// What is told of the coroutines of one's own task type, and that telling
// changes nothing.
#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "tests/hooks/counted.hpp"
#include "tests/hooks/watched_run.hpp"
#include "tests/support/process.hpp"

namespace looplab::test {

namespace {

using lines = std::vector<std::string>;
using trace::event_kind;

watched_run tell_coroutines(const std::string& story) {
  watched_run run = run_recorded(COROUTINE_STORIES, {story});
  EXPECT_EQ(run.status, 0) << run.output;
  EXPECT_EQ(run.problem, "");
  return run;
}

lines coroutines(const std::string& story) {
  return lines_of_counted(tell_coroutines(story).own.log);
}

/// What the program prints if nobody records.
std::string unrecorded(const std::string& story) {
  support::process program({COROUTINE_STORIES, {story}, {}, {}});
  EXPECT_EQ(program.wait(), 0) << program.output();
  return program.output();
}

/// At most one task runs on a thread, a task on one thread only, and it ends
/// once, after it has run; says what was wrong first.
std::string what_is_impossible(const trace::log& log) {
  std::map<trace::id, trace::id> on_thread;
  std::map<trace::id, trace::id> running;
  std::map<trace::id, bool> over;
  for (std::size_t i = 0; i < log.size(); ++i) {
    const trace::entry& e = log[i];
    if (trace::space_of(e.subject) != trace::id_space::counted) {
      continue;
    }
    const std::string at = " at entry " + std::to_string(i);
    if (over[e.subject]) {
      return "something was told of a task that had ended" + at;
    }
    if (e.kind == event_kind::run) {
      if (on_thread[e.thread] != 0 || running[e.subject] != 0) {
        return "a thread ran two tasks, or a task on two threads" + at;
      }
      on_thread[e.thread] = e.subject;
      running[e.subject] = e.thread;
    } else if (e.kind == event_kind::stop) {
      if (running[e.subject] != e.thread) {
        return "a task stopped where it did not run" + at;
      }
      on_thread[e.thread] = running[e.subject] = 0;
    } else if (e.kind == event_kind::end) {
      over[e.subject] = true;
    }
  }
  const auto left =
      std::ranges::count(over, false, &decltype(over)::value_type::second);
  return left == 0 ? "" : std::to_string(left) + " tasks never ended";
}

}  // namespace

TEST(coroutine, that_awaits_another_is_told_to_wait_for_it) {
  EXPECT_EQ(coroutines("awaited"),
            (lines{"create root h1 by t", "run h1", "create leaf h2 by h1",
                   "stop h1 for h2", "run h2", "yield h2", "wake h2 by t",
                   "run h2", "finished h2", "returned h2", "run h1",
                   "finished h1", "returned h1"}));
}

TEST(coroutine, hands_over_in_a_chain_and_back) {
  const lines told = coroutines("chain");
  EXPECT_EQ(std::count(told.begin(), told.end(), "stop h5 for h6"), 1);
  EXPECT_EQ(std::count(told.begin(), told.end(), "create deep h6 by h5"), 1);
  EXPECT_EQ(told.size(), 12u * 4 + 11 * 2);
}

TEST(coroutine, that_throws_ends_so) {
  const lines told = coroutines("thrown");
  EXPECT_EQ(std::count(told.begin(), told.end(), "threw h2"), 1);
  EXPECT_EQ(told.back(), "returned h1");
}

TEST(coroutine, that_is_destroyed_while_it_waits_is_abandoned) {
  EXPECT_EQ(coroutines("destroyed"), (lines{"create stuck h1 by t", "run h1",
                                            "stop h1", "abandoned h1"}));
}

TEST(coroutine, that_nobody_awaits_is_abandoned_and_never_ran) {
  EXPECT_EQ(coroutines("unstarted"),
            (lines{"create stuck h1 by t", "abandoned h1"}));
}

TEST(coroutine, that_begins_inside_another_runs_instead_of_it) {
  EXPECT_EQ(coroutines("nested"),
            (lines{"create starter h1 by t", "run h1", "create beside h2 by h1",
                   "stop h1 for h2", "run h2", "yield h2", "wake h2 by t",
                   "run h1", "finished h1", "returned h1", "run h2",
                   "finished h2", "returned h2"}));
}

TEST(coroutine, of_a_generator_runs_while_it_makes_a_value) {
  EXPECT_EQ(
      coroutines("generated"),
      (lines{"create consumer h1 by t", "run h1", "create count_to h2 by h1",
             "stop h1 for h2", "run h2", "stop h2 for h1", "run h1",
             "stop h1 for h2", "run h2", "finished h2", "returned h2", "run h1",
             "finished h1", "returned h1"}));
}

TEST(coroutine, of_a_generator_that_is_left_is_no_leak) {
  const lines told = coroutines("left");
  EXPECT_EQ(std::count(told.begin(), told.end(), "cancelled h2"), 1);
}

TEST(coroutine, that_is_not_suspended_after_all_goes_on) {
  EXPECT_EQ(
      coroutines("almost"),
      (lines{"create refused h1 by t", "run h1", "stop io h1 for fd", "run h1",
             "stop io h1 for fd", "run h1", "finished h1", "returned h1"}));
}

TEST(coroutine, waits_for_what_its_awaiter_says) {
  EXPECT_EQ(coroutines("said"),
            (lines{"create say h1 by t", "create say h2 by t", "run h1",
                   "stop io h1 for fd", "run h2", "sleep h2 1000000",
                   "create say h3 by t", "run h3", "stop h3 for h1",
                   "abandoned h3", "abandoned h2", "abandoned h1"}));
}

TEST(coroutine, does_in_the_same_order_whether_recorded_or_not) {
  const watched_run run = tell_coroutines("order");
  EXPECT_EQ(run.output, unrecorded("order"));
  EXPECT_EQ(std::count(run.output.begin(), run.output.end(), '\n'), 26);
  EXPECT_EQ(what_is_impossible(run.own.log), "");
}

TEST(coroutine, goes_from_thread_to_thread_and_runs_on_one) {
  const watched_run run = tell_coroutines("pool");
  EXPECT_EQ(what_is_impossible(run.own.log), "");
  const lines told = lines_of_counted(run.own.log);
  EXPECT_EQ(std::count_if(told.begin(), told.end(),
                          [](const std::string& line) {
                            return line.starts_with("create leaf");
                          }),
            40 * 50);
}

TEST(coroutine, hands_over_100000_times_on_one_stack) {
  if (std::string_view(SANITIZER) != "") {
    GTEST_SKIP() << "a sanitizer makes calls of jumps";
  }
  EXPECT_EQ(tell_coroutines("deep").output, "100000\n");
  EXPECT_EQ(unrecorded("deep"), "100000\n");
}

TEST(coroutine, is_told_where_it_begins_and_where_it_awaits) {
  const watched_run run = tell_coroutines("place");
  const trace::log& log = run.own.log;
  std::string awaits_at;
  bool begins = false;
  for (std::size_t i = 0; i < log.size(); ++i) {
    const trace::place& place = log.at(log[i].place);
    const bool yield = log[i].kind == event_kind::stop &&
                       log[i].sub == static_cast<int>(trace::wait_why::yield);
    if (yield && !place.frames.empty()) {
      awaits_at = std::to_string(place.frames[0].line) + "\n";
      EXPECT_TRUE(place.frames[0].file.ends_with("coroutine_stories.cpp"));
    } else if (log[i].kind == event_kind::create &&
               log.text(log[i].text) == "placed") {
      begins = place.address != 0 || !place.frames.empty();
    }
  }
  EXPECT_TRUE(begins);
  EXPECT_EQ(awaits_at, run.output);
}

}  // namespace looplab::test
