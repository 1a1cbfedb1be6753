// SPDX-License-Identifier: BSL-1.0
//
// Many threads: each keeps its own order, rings are used again, and what does
// not fit the budget is counted, never lost in silence.
#include <sys/resource.h>
#include <sys/stat.h>

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "tests/trace/traced.hpp"

namespace looplab::trace::testing {

namespace {

bool is_number(const entry& e) {
  return e.kind == event_kind::value;
}

/// Every thread's numbers must be 0, 1, 2, ... without a hole.
std::map<id, std::int64_t> count_in_order(const log& seen) {
  std::map<id, std::int64_t> next;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (is_number(seen[i])) {
      EXPECT_EQ(seen[i].arg, next[seen[i].thread]) << "entry " << i;
      next[seen[i].thread] = seen[i].arg + 1;
    }
  }
  return next;
}

}  // namespace

TEST(threads, keep_their_own_order) {
  const directory where;
  traced it(where, {"workers", "30000"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  const auto counted = count_in_order(it.seen());
  EXPECT_EQ(counted.size(), 4u);
  for (const auto& [thread, numbers] : counted) {
    EXPECT_EQ(numbers, 30000) << thread;
  }
  EXPECT_EQ(it.seen().lost(), 0u);
}

TEST(threads, are_created_run_and_end) {
  const directory where;
  traced it(where, {"workers", "10"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  // A thread's ring is given back a moment after it was joined.
  ASSERT_TRUE(it.drain_until([](const log& seen) {
    return entries_of(seen, event_kind::end).size() >= 4;
  }));
  std::set<id> born, gone;
  for (const entry& e : entries_of(it.seen(), event_kind::create)) {
    EXPECT_EQ(e.subject, e.thread);
    EXPECT_TRUE(born.insert(e.subject).second);
  }
  for (const entry& e : entries_of(it.seen(), event_kind::end)) {
    if (e.subject == process_id_of(it.source().pid())) {
      continue;  // it may have ended by now
    }
    EXPECT_TRUE(born.contains(e.subject));
    EXPECT_TRUE(gone.insert(e.subject).second);
  }
  EXPECT_EQ(born.size(), 5u);
}

TEST(threads, that_follow_each_other_share_a_ring) {
  const directory where;
  traced it(where, {"one_after_the_other", "500"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  const auto numbers = entries_of(it.seen(), is_number);
  ASSERT_EQ(numbers.size(), 500u);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    EXPECT_EQ(numbers[i].arg, static_cast<std::int64_t>(i));
    if (i > 0) {
      EXPECT_NE(numbers[i].thread, numbers[i - 1].thread);
    }
  }

  // The main thread's ring, theirs, and at most a second one of theirs where
  // join returned before the ring was given back.
  struct stat st {};

  ASSERT_EQ(stat(it.file().c_str(), &st), 0);
  EXPECT_LT(st.st_blocks * 512, 10 << 20);
  EXPECT_EQ(it.seen().processes()[0].unrecorded, 0u);
}

TEST(threads, ten_thousand_are_recorded_as_far_as_the_budget_goes) {
  rlimit limit{};
  getrlimit(RLIMIT_NPROC, &limit);
  if (limit.rlim_cur < 12'000) {
    GTEST_SKIP() << "ulimit -u is " << limit.rlim_cur << ", 12000 are needed";
  }
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
  const long crowd = 2'000;  // sanitizers reserve much memory for a thread
#else
  const long crowd = 10'000;
#endif
  const directory where;
  traced it(where, {"crowd", std::to_string(crowd)});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(support::eventually(
      [&] {
        it.source().drain(it.seen());
        return all_told(it.seen());
      },
      std::chrono::seconds(60)));
  if (it.program().output().find("no more threads") != std::string::npos) {
    GTEST_SKIP() << "the system has no room for " << crowd << " threads";
  }
  const std::size_t recorded = entries_of(it.seen(), is_number).size();
  const process_info& info = it.seen().processes()[0];
  EXPECT_GT(recorded, 1'000u);
  EXPECT_LT(recorded, static_cast<std::size_t>(crowd));
  EXPECT_EQ(recorded + info.unrecorded, static_cast<std::size_t>(crowd));

  struct stat st {};

  ASSERT_EQ(stat(it.file().c_str(), &st), 0);
  EXPECT_LE(st.st_blocks * 512, 66 << 20);
}

TEST(threads, fit_a_small_budget) {
  const directory where;
  traced it(where, {"crowd", "50"}, {{"LOOPLAB_TRACE_BUDGET_MIB", "1"}});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());

  struct stat st {};

  ASSERT_EQ(stat(it.file().c_str(), &st), 0);
  EXPECT_LE(st.st_blocks * 512, 3 << 20);
  EXPECT_EQ(entries_of(it.seen(), is_number).size() +
                it.seen().processes()[0].unrecorded,
            50u);
}

TEST(threads, may_speak_when_their_ring_is_gone) {
  const directory where;
  traced it(where, {"late_words"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  // 3 threads with one number and three late ones each: all of them are
  // either there or counted, and none is told twice.
  const std::size_t told = entries_of(it.seen(), is_number).size();
  EXPECT_EQ(told + it.seen().processes()[0].unrecorded, 12u);
  EXPECT_GE(told, 3u);
}

TEST(signals, that_cut_in_on_an_event_are_counted) {
  const directory where;
  traced it(where, {"interrupts", "2000"}, {{"LOOPLAB_TRACE_CLOCK", "tsc"}});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  const log& seen = it.seen();
  std::int64_t next = -1, from_handler = 0, all = 0;
  std::uint64_t gaps = 0;
  bool whole = true;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const entry& e = seen[i];
    if (e.kind == event_kind::gap) {
      gaps += static_cast<std::uint64_t>(e.arg);
      whole = false;
      next = -1;
    } else if (is_number(e) && e.subject == 2) {
      all = e.arg;
    } else if (is_number(e) && e.arg == -1) {
      ++from_handler;
    } else if (is_number(e)) {
      if (next >= 0) {
        ASSERT_EQ(e.arg, next) << "an interrupted event was corrupted";
      } else {
        // The ring may have gone round before the first look at it.
        whole = whole && e.arg == 0;
      }
      next = e.arg + 1;
    }
  }
  ASSERT_GT(all, 0);
  const std::uint64_t interrupted = seen.lost() - gaps;
  if (whole) {
    EXPECT_EQ(static_cast<std::uint64_t>(from_handler) + interrupted, 2000u);
  } else {
    EXPECT_LE(static_cast<std::uint64_t>(from_handler), 2000u);
  }
}

// More than rings of this size can hold between two looks: what is missing is
// what is said to be missing.
TEST(threads, that_tell_too_fast_are_said_to_have_lost_as_much) {
  const directory where;
  constexpr std::uint64_t emitted = 4 * 400'000;
  traced it(where, {"workers", "400000"}, {{"LOOPLAB_TRACE_BUDGET_MIB", "1"}});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  std::map<id, std::int64_t> next;
  std::uint64_t missing = 0, arrived = 0, told = 0;
  for (std::size_t i = 0; i < it.seen().size(); ++i) {
    const entry e = it.seen()[i];
    if (e.kind == event_kind::gap) {
      told += static_cast<std::uint64_t>(e.arg);
    } else if (is_number(e)) {
      // What was before the first look at a thread may have been no loss.
      const auto known = next.try_emplace(e.thread, e.arg).first;
      ++arrived;
      EXPECT_GE(e.arg, known->second);
      missing += static_cast<std::uint64_t>(e.arg - known->second);
      known->second = e.arg + 1;
    }
  }
  EXPECT_EQ(told, it.seen().lost());
  EXPECT_GE(told, missing);
  EXPECT_LE(told + arrived, emitted + 100)
      << "a few other events may have been lost";
}

}  // namespace looplab::trace::testing
