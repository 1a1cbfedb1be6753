// SPDX-License-Identifier: BSL-1.0
//
// fork, exec, vfork and kill: every process has a file of its own or none, and
// a file of a dead one is still good.
#include <signal.h>

#include <fstream>
#include <random>
#include <thread>

#include <gtest/gtest.h>

#include "tests/support/process.hpp"
#include "tests/trace/traced.hpp"
#include "trace/controller.hpp"

namespace looplab::trace::testing {

namespace {

std::vector<std::int64_t> numbers(const log& seen) {
  std::vector<std::int64_t> all;
  for (const entry& e : entries_of(seen, event_kind::value)) {
    all.push_back(e.arg);
  }
  return all;
}

/// All that the one other process with a file in there tells; ends it.
log story_of_child(const directory& where, const traced& parent) {
  log seen;
  std::unique_ptr<reader> child;
  std::string error;
  EXPECT_TRUE(support::eventually([&] {
    for (const auto& file : where.files()) {
      if (child == nullptr && file != parent.file()) {
        child = reader::open(file, error);
      }
    }
    return child != nullptr;
  })) << "the child made no file "
      << error;
  if (child == nullptr) {
    return seen;
  }
  EXPECT_TRUE(support::eventually([&] {
    child->drain(seen);
    return all_told(seen) || child->state() != writer_state::live;
  }));
  EXPECT_TRUE(all_told(seen)) << "the child died";
  support::send_signal(static_cast<pid_t>(child->pid()), SIGTERM);
  return seen;
}

}  // namespace

TEST(processes, a_forked_child_writes_its_own_file) {
  const directory where;
  traced it(where, {"forks"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  EXPECT_EQ(numbers(it.seen()), (std::vector<std::int64_t>{1, 3}));
  const log child = story_of_child(where, it);
  EXPECT_EQ(numbers(child), (std::vector<std::int64_t>{2}));
  // The event before the first that was worth a file.
  EXPECT_EQ(child.processes().at(0).unrecorded, 1u);
}

TEST(processes, making_the_childs_file_is_no_cancellation_point) {
  const directory where;
  traced it(where, {"forks_cancelled"});
  ASSERT_TRUE(it.attach());
  EXPECT_EQ(numbers(story_of_child(where, it)), (std::vector<std::int64_t>{2}));
}

TEST(processes, exec_begins_a_new_file) {
  const directory where;
  traced it(where, {"execs"});
  ASSERT_TRUE(support::eventually([&] {
    return it.attach() && it.source().state() == writer_state::live &&
           it.drain_until([&](const log& seen) {
             return all_told(seen) || it.source().state() != writer_state::live;
           }) &&
           all_told(it.seen());
  }));
  EXPECT_EQ(where.files().size(), 1u);
  EXPECT_TRUE(it.seen().processes().back().command.ends_with("story_and_wait"));
}

TEST(processes, a_vforked_child_is_silent) {
#if defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "ThreadSanitizer turns vfork into fork";
#endif
  const directory where;
  traced it(where, {"vforks"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_to_the_end());
  EXPECT_EQ(numbers(it.seen()), (std::vector<std::int64_t>{1, 2}));
  it.program().signal(SIGTERM);
  EXPECT_EQ(it.program().wait(), 0);
}

TEST(processes, a_killed_writer_leaves_good_events) {
  std::minstd_rand random(2026);
  std::uint64_t read = 0;
  for (int i = 0; i < 60; ++i) {
    const directory where;
    traced it(where, {"beat"});
    ASSERT_TRUE(it.attach());
    const auto at_least =
        std::uniform_int_distribution<std::size_t>(1, 40'000)(random);
    if (i % 2 == 0) {
      ASSERT_TRUE(it.drain_until(
          [&](const log& seen) { return seen.size() >= at_least; }));
    }
    it.program().signal(SIGKILL);
    ASSERT_EQ(it.program().wait(), 128 + SIGKILL);
    EXPECT_EQ(it.source().state(), writer_state::crashed);
    while (it.source().drain(it.seen()) > 0) {
    }
    // Numbers follow each other; where some are missing a gap says how many.
    std::int64_t next = -1;
    std::int64_t missing = 0;
    for (std::size_t k = 0; k < it.seen().size(); ++k) {
      const entry& e = it.seen()[k];
      if (e.kind == event_kind::gap) {
        missing = e.arg;
      } else if (e.kind == event_kind::value) {
        if (next >= 0) {
          ASSERT_EQ(e.arg, next + missing) << "round " << i << " entry " << k;
        }
        next = e.arg + 1;
        missing = 0;
        ++read;
      }
    }
  }
  EXPECT_GT(read, 60'000u);
}

/// The ends of processes in a log, each by the entries that came after it.
std::vector<std::size_t> ends_of_processes(const log& seen) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i].kind == event_kind::end &&
        space_of(seen[i].subject) == id_space::process) {
      EXPECT_EQ(seen[i].subject,
                process_id_of(seen.processes()[seen[i].process].pid));
      all.push_back(seen.size() - 1 - i);
    }
  }
  return all;
}

TEST(processes, their_end_is_told_once_and_last_however_they_end) {
  const directory where;
  for (const int number : {SIGTERM, SIGKILL}) {
    traced it(where, {"story_and_wait"}, {{"LOOPLAB_TRACE_KEEP", "1"}});
    ASSERT_TRUE(it.attach());
    ASSERT_TRUE(it.drain_to_the_end());
    EXPECT_TRUE(ends_of_processes(it.seen()).empty()) << "it lives";
    EXPECT_FALSE(it.source().over());
    it.program().signal(number);
    ASSERT_TRUE(it.program().wait().has_value());
    ASSERT_TRUE(it.drain_until([&](const log&) { return it.source().over(); }));
    EXPECT_EQ(it.source().drain(it.seen()), 0u);
    EXPECT_EQ(ends_of_processes(it.seen()), std::vector<std::size_t>{0});
    EXPECT_EQ(it.seen()[it.seen().size() - 1].text, 0u) << "no successor";
    EXPECT_FALSE(it.seen().processes().at(0).live);
    // A reader that comes after its death tells the same.
    std::string error;
    const auto late = reader::open(it.file(), error);
    ASSERT_NE(late, nullptr) << error;
    log post_mortem;
    late->drain(post_mortem);
    EXPECT_EQ(ends_of_processes(post_mortem), std::vector<std::size_t>{0});
  }
}

TEST(processes, whoever_reads_its_own_file_is_not_over) {
  const directory where;
  traced it(where, {"reads_itself"});
  EXPECT_EQ(it.program().wait(), 0);
  EXPECT_EQ(it.program().output(), "it lives\n");
}

TEST(processes, closing_all_descriptors_is_no_end) {
  const directory where;
  traced it(where, {"closes_and_goes_on"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_until([](const log& seen) {
    return !entries_of(seen, event_kind::value).empty();
  }));
  it.program().signal(SIGTERM);
  ASSERT_TRUE(
      support::eventually([&] { return it.program().output() == "closed\n"; }));
  it.source().drain(it.seen());
  EXPECT_FALSE(it.source().over());
  it.program().signal(SIGTERM);
  ASSERT_TRUE(it.drain_to_the_end());
  EXPECT_TRUE(ends_of_processes(it.seen()).empty());
  it.program().signal(SIGTERM);
  ASSERT_TRUE(it.program().wait().has_value());
  ASSERT_TRUE(it.drain_until([&](const log&) { return it.source().over(); }));
  EXPECT_EQ(numbers(it.seen()), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(ends_of_processes(it.seen()), std::vector<std::size_t>{0});
  EXPECT_EQ(it.seen().text(it.seen()[it.seen().size() - 1].text), "");
}

TEST(processes, the_end_by_exec_names_the_next_program) {
  const directory where;
  traced it(where, {"execs_other"});
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_until([&](const log&) { return it.source().over(); }));
  EXPECT_EQ(ends_of_processes(it.seen()), std::vector<std::size_t>{0});
  EXPECT_EQ(it.seen().text(it.seen()[it.seen().size() - 1].text), "sleep");
  it.program().signal(SIGKILL);
  EXPECT_TRUE(it.program().wait().has_value());
}

TEST(processes, a_file_of_a_reused_pid_is_not_alive) {
  const directory where;
  traced it(where, {"story"}, {{"LOOPLAB_TRACE_KEEP", "1"}});
  ASSERT_TRUE(it.program().wait().has_value());
  // Somebody lives under that number: we do. Nobody holds the lock, though.
  std::string error;
  const auto mine = where.file_of(getpid());
  std::filesystem::copy_file(it.file(), mine);
  const auto old = reader::open(mine, error);
  ASSERT_NE(old, nullptr) << error;
  EXPECT_EQ(old->state(), writer_state::closed);
}

TEST(processes, two_are_merged_by_time) {
  const directory where;
  traced a(where, {"workers", "200"});
  traced b(where, {"workers", "200"});
  ASSERT_TRUE(a.attach());
  ASSERT_TRUE(b.attach());
  log both;
  ASSERT_TRUE(support::eventually([&] {
    drain({&a.source(), &b.source()}, both);
    return entries_of(both, event_kind::value).size() == 1600;
  }));
  ASSERT_EQ(both.processes().size(), 2u);
  std::size_t of_first = 0;
  for (std::size_t i = 0; i < both.size(); ++i) {
    of_first += both[i].process == 0;
    if (i > 0) {
      EXPECT_GE(both[i].t_ns, both[i - 1].t_ns);
    }
  }
  EXPECT_GE(of_first, 800u);
}

}  // namespace looplab::trace::testing
