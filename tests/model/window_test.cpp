// SPDX-License-Identifier: BSL-1.0
//
// Logs that are larger than the memory they may take: a window of a run that
// goes on, and few snapshots of a long one, give the same answers.
#include <fstream>
#include <limits>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "tests/model/busy_loop.hpp"
#include "tests/model/random_log.hpp"
#include "tests/model/same_state.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::tests {
namespace {

constexpr std::size_t block = trace::entry_list::per_block;

/// Bytes of this process that are in memory and in no file.
std::size_t resident_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("RssAnon:")) {
      return std::stoul(line.substr(8)) * 1024;
    }
  }
  return 0;
}

void expect_same_answers(const model::timeline& a, const model::timeline& b,
                         std::size_t cursor) {
  ASSERT_EQ(as_text(a.at(cursor)), as_text(b.at(cursor))) << cursor;
  EXPECT_EQ(a.tell(cursor).what, b.tell(cursor).what) << cursor;
  EXPECT_EQ(a.turn_at(cursor), b.turn_at(cursor)) << cursor;
  EXPECT_EQ(a.next_turn(cursor), b.next_turn(cursor)) << cursor;
  const auto past = a.before(cursor, 40), same = b.before(cursor, 40);
  ASSERT_EQ(past.lanes.size(), same.lanes.size());
  for (std::size_t i = 0; i < past.lanes.size(); ++i) {
    EXPECT_EQ(past.lanes[i].cells, same.lanes[i].cells) << cursor;
  }
}

}  // namespace

TEST(FewSnapshots, GiveTheAnswersOfMany) {
  random_log made(7);
  const trace::log& events = made.grow(40'000).events();
  model::timeline many(events), few(events, 20'000);
  many.catch_up();
  few.catch_up();
  std::mt19937 random(1);
  for (int i = 0; i < 60; ++i) {
    const std::size_t cursor = random() % (events.size() + 1);
    expect_same_answers(many, few, cursor);
    const trace::id task = i % 10;
    EXPECT_EQ(few.next_change(cursor, task), many.next_change(cursor, task));
    EXPECT_EQ(few.previous_change(cursor, task),
              many.previous_change(cursor, task));
  }
}

// What the leaps over snapshots must not change: asked of each moment in turn.
TEST(FewSnapshots, FindEveryChangeOfATask) {
  busy_loop made(50);
  made.grow(12'000);
  model::timeline time(made.events(), 20'000);
  time.catch_up();
  std::vector<std::size_t> changes;
  model::task_state was = model::task_state::fresh;
  bool there = false;
  for (std::size_t n = 1; n <= time.size(); ++n) {
    const model::state now = time.at(n);
    const model::task* task = now.find_task(0, 17);
    if (task != nullptr && (!there || task->state != was)) {
      changes.push_back(n);
      was = task->state;
      there = true;
    }
  }
  ASSERT_GT(changes.size(), 100u);
  for (std::size_t i = 0; i + 1 < changes.size(); ++i) {
    EXPECT_EQ(time.next_change(changes[i], 17), changes[i + 1]);
    EXPECT_EQ(time.previous_change(changes[i + 1], 17), changes[i]);
  }
}

TEST(Window, AnswersAsTheWholeLogWould) {
  busy_loop whole(30), part(30);
  model::timeline all(whole.events()), window(part.events());
  part.events().entries().keep(2 * block);
  for (std::size_t size = block; size < 6 * block; size += 30'000) {
    whole.grow(size);
    part.grow(size);
    window.catch_up();
    part.events().entries().let_go();
    window.catch_up();
  }
  all.catch_up();
  ASSERT_EQ(all.size(), window.size());
  EXPECT_GT(window.oldest(), 3 * block);
  EXPECT_EQ(all.turns(), window.turns());
  std::mt19937 random(2);
  for (int i = 0; i < 40; ++i) {
    expect_same_answers(
        all, window,
        window.oldest() + 2000 +
            random() % (window.size() - window.oldest() - 2000));
  }
  // Before it there is nothing; the nearest moment is told instead.
  EXPECT_EQ(window.at(0).cursor, window.oldest());
  EXPECT_EQ(window.previous_turn(window.oldest()), window.oldest());
  EXPECT_GE(window.previous_change(window.oldest() + 5, 1), window.oldest());
  EXPECT_TRUE(window.before(window.oldest(), 40).columns.empty());
  EXPECT_FALSE(window.line(window.size()).empty());
}

TEST(Window, OfSamplesKeepsTheNewest) {
  trace::log log;
  log.add_process({});
  for (int i = 0; i < 1000; ++i) {
    trace::sample one;
    one.t_ns = i;
    one.watches.push_back({4, i, 1, 0});
    log.add_sample(one);
    log.let_go_of_samples(100);
  }
  EXPECT_EQ(log.samples_ever(), 1000u);
  EXPECT_LE(log.samples().size(), 100u);
  EXPECT_EQ(log.samples().back().t_ns, 999);
  model::timeline time(log);
  time.catch_up();
  EXPECT_FALSE(time.at(0).descriptors.empty());
}

// Found by a fuzzer: numbers with which one cannot reckon as they are.
TEST(Damage, NumbersWithoutAnySenseAreTold) {
  for (const std::int64_t absurd : {std::numeric_limits<std::int64_t>::max(),
                                    std::numeric_limits<std::int64_t>::min()}) {
    log_builder log;
    log.open(4, "epoll").task(1, "client").run(1);
    log.poll_begin(log_builder::fd(4), absurd);
    log.start(9, trace::verb::arm, 1, absurd);
    log.act(log_builder::fd(4), trace::verb::read, absurd);
    model::timeline time(log.events());
    time.catch_up();
    for (std::size_t n = 0; n <= time.size(); ++n) {
      EXPECT_FALSE(time.tell(n).what.empty());
    }
  }
}

// A day of a busy program, as far as a test may take: nothing grows with it.
TEST(Window, OfARunThatGoesOnTakesNoMoreMemory) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer keeps memory that was given back";
#endif
  constexpr std::size_t most_bytes = std::size_t{256} << 20;
  busy_loop made(200);
  model::timeline time(made.events());
  made.events().entries().keep(24 * block);
  std::size_t filled = 0;
  for (std::size_t size = 0; size < 20'000'000; size += 100'000) {
    made.grow(size);
    time.catch_up();
    made.events().entries().let_go();
    time.catch_up();
    filled = size == 6'000'000 ? resident_bytes() : filled;
  }
  const std::size_t end = resident_bytes();
  EXPECT_LT(end, most_bytes);
  EXPECT_LT(end, filled + (std::size_t{32} << 20));
  EXPECT_GE(time.size(), 19'900'000u);
  EXPECT_GT(time.oldest(), 17'000'000u);
}

}  // namespace looplab::tests
