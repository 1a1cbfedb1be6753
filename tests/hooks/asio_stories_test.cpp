// SPDX-License-Identifier: BSL-1.0
//
// What is told of one handler of Boost.Asio, from its operation to its end.
#include <algorithm>
#include <cerrno>

#include <gtest/gtest.h>

#include "tests/hooks/counted.hpp"
#include "tests/hooks/trace_directory.hpp"
#include "tests/hooks/watched_run.hpp"
#include "tests/support/process.hpp"
#include "trace/controller.hpp"

namespace looplab::test {

namespace {

using lines = std::vector<std::string>;
using trace::event_kind;

watched_run tell(const std::string& story, bool preloaded = false) {
  const trace_directory directory;
  support::process program({ASIO_STORIES,
                            {story},
                            environment_for(directory.path(), preloaded),
                            {}});
  watched_run run;
  run.status = program.wait().value_or(-1);
  run.output = program.output();
  collect(run, program.pid(), directory.path());
  EXPECT_EQ(run.status, 0) << run.output;
  EXPECT_EQ(run.problem, "");
  return run;
}

lines story(const std::string& which) {
  return lines_of_counted(tell(which).own.log);
}

}  // namespace

TEST(asio_handler, of_a_timer_waits_for_a_time_and_runs) {
  EXPECT_EQ(story("timer"),
            (lines{"create wait h1 by t", "start until a time h1", "done h1 0",
                   "run h1", "finished h1", "returned h1"}));
}

TEST(asio_handler, of_a_cancelled_timer_is_told_so) {
  EXPECT_EQ(story("cancelled"),
            (lines{"create wait h1 by t", "start until a time h1",
                   "done h1 -" + std::to_string(ECANCELED), "run h1",
                   "finished h1", "returned h1"}));
}

TEST(asio_handler, that_never_ran_is_abandoned) {
  const lines told = story("destroyed");
  EXPECT_EQ(std::count(told.begin(), told.end(), "abandoned h1"), 1);
  EXPECT_EQ(std::count(told.begin(), told.end(), "abandoned h2"), 1);
  EXPECT_EQ(std::count(told.begin(), told.end(), "run h1"), 0);
}

TEST(asio_handler, that_throws_ends_so) {
  EXPECT_EQ(story("thrown"), (lines{"create post h1 by t", "wake h1 by t",
                                    "run h1", "finished h1", "threw h1"}));
}

TEST(asio_handler, has_the_one_that_runs_as_its_parent) {
  EXPECT_EQ(story("child"),
            (lines{"create post h1 by t", "wake h1 by t", "run h1",
                   "create post h2 by h1", "wake h2 by h1", "finished h1",
                   "returned h1", "run h2", "finished h2", "returned h2"}));
}

TEST(asio_handler, that_calls_another_does_not_run_meanwhile) {
  EXPECT_EQ(story("nested"),
            (lines{"create post h1 by t", "wake h1 by t", "create post h2 by t",
                   "wake h2 by t", "run h1", "stop h1 for h2", "run h2",
                   "finished h2", "returned h2", "run h1", "finished h1",
                   "returned h1"}));
}

TEST(asio_handler, whose_operation_fails_is_told_the_errno) {
  EXPECT_EQ(story("failed"), (lines{"create connect h1 by t", "start h1 fd",
                                    "done h1 -" + std::to_string(ECONNREFUSED),
                                    "run h1", "finished h1", "returned h1"}));
}

TEST(asio_coroutine, is_one_task_in_all_its_steps) {
  const lines told = story("coroutine");
  ASSERT_GE(told.size(), 5u);
  EXPECT_EQ(lines(told.begin(), told.begin() + 3),
            (lines{"create post h1 by t", "wake h1 by t", "run h1"}));
  const lines steps{"create outer h2 by h1",
                    "start until a time h3 h2",
                    "stop h2 for h3",
                    "finished h1",
                    "returned h1",
                    "done h3 0",
                    "run h2",
                    "start until a time h4 h2",
                    "stop h2 for h4",
                    "done h4 0",
                    "run h2",
                    "finished h2",
                    "returned h2"};
  EXPECT_EQ(lines(told.begin() + 3, told.end()), steps);
}

TEST(asio_coroutine, that_nobody_resumes_is_abandoned) {
  const lines told = story("forgotten");
  EXPECT_EQ(std::count(told.begin(), told.end(), "stop h2 for h3"), 1);
  EXPECT_EQ(std::count(told.begin(), told.end(), "abandoned h2"), 1);
  EXPECT_EQ(std::count(told.begin(), told.end(), "abandoned h3"), 1);
  EXPECT_EQ(std::count(told.begin(), told.end(), "run h2"), 0);
}

TEST(asio_handler, was_started_where_the_program_says) {
  const trace::log log = std::move(tell("stated").own.log);
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (log[i].kind == event_kind::start) {
      const trace::place& place = log.at(log[i].place);
      ASSERT_EQ(place.frames.size(), 1u);
      EXPECT_EQ(place.frames[0].file, "stated.cpp");
      EXPECT_EQ(place.frames[0].function, "stated");
      EXPECT_EQ(place.frames[0].line, 42u);
      return;
    }
  }
  FAIL() << "no operation was started";
}

TEST(asio_handler, of_any_type_runs_at_a_known_place) {
  const trace::log log = std::move(tell("generic").own.log);
  int runs = 0;
  for (std::size_t i = 0; i < log.size(); ++i) {
    if (log[i].kind == event_kind::run && log[i].subject != log[i].thread) {
      ++runs;
      EXPECT_NE(log.at(log[i].place).address, 0u);
    }
  }
  EXPECT_EQ(runs, 2);
}

#if defined(PRELOAD)
TEST(asio_handler, is_told_by_one_recorder_though_a_library_is_preloaded) {
  const watched_run run = tell("timer", true);
  EXPECT_EQ(lines_of_counted(run.own.log).size(), 6u);
  EXPECT_TRUE(run.children.empty());
  EXPECT_FALSE(run.own.has("poll")) << "the preloaded library told that";
}
#endif

TEST(asio_handler, can_be_held_where_it_begins) {
  const trace_directory directory;
  support::launch what{
      ASIO_STORIES, {"child"}, environment_for(directory.path(), false), {}};
  what.environment.emplace_back("LOOPLAB_TRACE_GATE", "hold");
  support::process program(what);
  const auto file =
      directory.path() / (std::to_string(program.pid()) + ".trace");
  std::string error;
  std::unique_ptr<trace::controller> gate;
  ASSERT_TRUE(support::eventually([&] {
    gate = trace::controller::take(file, error);
    return gate != nullptr;
  })) << error;
  gate->hold();
  ASSERT_TRUE(support::eventually([&] {
    for (const trace::held_thread& held : gate->held()) {
      if (held.kind == event_kind::run && held.subject != held.thread) {
        return true;
      }
      gate->step(held.thread);
    }
    return false;
  }));
  const lines begun{"create post h1 by t", "wake h1 by t", "run h1"};
  EXPECT_TRUE(support::eventually(
      [&] { return lines_of_counted(read_trace(file, error).log) == begun; }));
  gate.reset();
  EXPECT_EQ(program.wait(), 0) << program.output();
}

}  // namespace looplab::test
