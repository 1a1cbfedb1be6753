// SPDX-License-Identifier: BSL-1.0
//
// A reader that comes late, is lapped, or is killed: what it shows is whole
// from where it begins, and what it missed is counted.
#include <signal.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "tests/support/process.hpp"
#include "tests/trace/traced.hpp"

namespace looplab::trace::testing {

namespace {

// The first ring of a program holds 65536 events.
constexpr std::int64_t ring = 65536;

std::vector<entry> numbered(const log& seen) {
  return entries_of(seen, event_kind::value);
}

}  // namespace

TEST(reader, sees_everything_when_it_comes_in_time) {
  const directory where;
  traced it(where, {"burst", "20000"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  EXPECT_EQ(numbered(it.seen()).size(), 20000u);
  EXPECT_EQ(it.seen().lost(), 0u);
  EXPECT_TRUE(entries_of(it.seen(), event_kind::gap).empty());
}

TEST(reader, that_comes_late_is_told_what_is_true_now) {
  const directory where;
  traced it(where, {"burst", "300000"});
  ASSERT_TRUE(it.attach());
  log early;
  // Somebody else's reader says when the story is over; ours comes then.
  ASSERT_TRUE(support::eventually([&] {
    it.source().drain(early);
    return all_told(early);
  }));
  ASSERT_TRUE(it.attach());
  std::string error;
  const auto late = reader::open(it.file(), error);
  log seen;
  ASSERT_TRUE(support::eventually([&] {
    late->drain(seen);
    return all_told(seen);
  }));
  ASSERT_GT(seen.size(), 3u);
  EXPECT_EQ(seen.text(seen[0].text), "attached here");
  const auto made = entries_of(seen, event_kind::create);
  ASSERT_EQ(made.size(), 2u);
  std::vector<std::string> names;
  for (const entry& e : made) {
    names.emplace_back(seen.text(e.text));
  }
  std::sort(names.begin(), names.end());
  EXPECT_EQ(names, (std::vector<std::string>{"old task", "trace_target"}));
  EXPECT_EQ(numbered(seen).back().arg, 299'999);
  EXPECT_EQ(seen.lost(), 0u) << "what was before us is not a loss";
}

TEST(reader, that_is_lapped_counts_what_it_missed) {
  const directory where;
  traced it(where, {"loop"}, {{"LOOPLAB_TRACE_BUDGET_MIB", "1"}});
  ASSERT_TRUE(it.attach());
  // The ring of this budget holds 4096 events; the loop makes millions.
  std::uint64_t gaps = 0;
  ASSERT_TRUE(it.drain_until([&](const log& seen) {
    gaps = 0;
    for (const entry& e : entries_of(seen, event_kind::gap)) {
      gaps += static_cast<std::uint64_t>(e.arg);
    }
    it.program().cpu_time();  // time in which it laps us again
    return gaps > 100'000;
  }));
  EXPECT_GE(it.seen().lost(), gaps);
  std::int64_t last = -1;
  for (const entry& e : numbered(it.seen())) {
    ASSERT_GT(e.arg, last);
    last = e.arg;
  }
}

TEST(reader, that_is_lapped_learns_what_ended_meanwhile) {
  const directory where;
  traced it(where, {"ends_unseen", "300000"});
  ASSERT_TRUE(it.attach());
  const auto made = [](const char* name) {
    return [name](const log& seen) {
      const auto all = entries_of(seen, event_kind::create);
      return std::any_of(all.begin(), all.end(), [&](const entry& e) {
        return seen.text(e.text) == name;
      });
    };
  };
  ASSERT_TRUE(it.drain_until(made("long task")));
  ASSERT_TRUE(made("short task")(it.seen()));
  it.program().signal(SIGTERM);
  ASSERT_TRUE(support::eventually([&] {
    return it.program().output().find("all told") != std::string::npos;
  }));
  ASSERT_TRUE(it.drain_to_the_end());
  EXPECT_EQ(entries_of(it.seen(), event_kind::gap).size(), 1u);
  const auto ended = entries_of(it.seen(), event_kind::end);
  ASSERT_EQ(ended.size(), 1u);
  const auto tasks = entries_of(it.seen(), [&](const entry& e) {
    return e.kind == event_kind::create &&
           it.seen().text(e.text) == "short task";
  });
  ASSERT_EQ(tasks.size(), 1u);
  EXPECT_EQ(ended[0].subject, tasks[0].subject);
}

TEST(reader, finds_all_of_a_dead_programs_last_ring) {
  const directory where;
  traced it(where, {"burst", "300000"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  it.program().signal(SIGKILL);
  ASSERT_TRUE(it.program().wait().has_value());
  std::string error;
  const auto late = reader::open(it.file(), error);
  ASSERT_NE(late, nullptr) << error;
  EXPECT_EQ(late->state(), writer_state::crashed);
  log seen;
  while (late->drain(seen) > 0) {
  }
  // All but the slot behind the counter, which may be half written; the last
  // event is the note.
  EXPECT_EQ(numbered(seen).size(), static_cast<std::size_t>(ring - 2));
  EXPECT_EQ(numbered(seen).back().arg, 299'999);
}

// Before anything happened in it, it was another program already.
TEST(reader, that_comes_after_an_early_exec_tells_no_end_before_the_beginning) {
  const directory where;
  const auto before = std::chrono::steady_clock::now().time_since_epoch();
  traced it(where, {"execs_at_once"});
  const std::string name =
      "/proc/" + std::to_string(it.program().pid()) + "/comm";
  ASSERT_TRUE(support::eventually([&] {
    std::string now;
    std::ifstream(name) >> now;
    return now == "sleep";
  }));
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_until([&](const log&) { return it.source().over(); }));
  ASSERT_GT(it.seen().size(), 0u);
  EXPECT_EQ(it.seen()[it.seen().size() - 1].kind, event_kind::end);
  EXPECT_GE(it.seen()[0].t_ns, std::chrono::nanoseconds(before).count());
  it.program().signal(SIGKILL);
}

TEST(reader, takes_no_more_than_it_is_asked_for) {
  const directory where;
  traced it(where, {"burst", "5000"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  std::string error;
  const auto again = reader::open(it.file(), error);
  log seen;
  std::size_t most = 0;
  ASSERT_TRUE(support::eventually([&] {
    most = std::max(most, again->drain(seen, 100));
    return all_told(seen);
  }));
  EXPECT_EQ(most, 100u);
  EXPECT_EQ(numbered(seen).size(), 5000u);
}

TEST(reader, that_is_killed_harms_nobody) {
  const directory where;
  traced it(where, {"loop"});
  ASSERT_TRUE(it.attach());
  for (int i = 0; i < 5; ++i) {
    const pid_t other = fork();
    if (other == 0) {
      std::string error;
      const auto source = reader::open(it.file(), error);
      for (log seen;;) {
        source->drain(seen);
      }
    }
    const std::size_t before = it.seen().size();
    ASSERT_TRUE(it.drain_until(
        [&](const log& seen) { return seen.size() > before + 5000; }));
    ASSERT_EQ(waitpid(other, nullptr, WNOHANG), 0) << "it died by itself";
    support::send_signal(other, SIGKILL);
    ASSERT_EQ(waitpid(other, nullptr, 0), other);
  }
  EXPECT_EQ(it.source().state(), writer_state::live);
}

}  // namespace looplab::trace::testing
