// SPDX-License-Identifier: BSL-1.0
//
// Why somebody waits, and for whom: chains that end where the events end, and
// rings, which are a deadlock only where nobody else could help.
#include "visualizer/model/why.hpp"

#include <set>

#include <gtest/gtest.h>

#include "tests/model/random_log.hpp"
#include "tests/model/whole_log.hpp"
#include "visualizer/model/present.hpp"
#include "visualizer/model/tell_why.hpp"

namespace looplab::tests {
namespace {

using model::chain_end;
using model::known_by;
using trace::id;

constexpr id m1 = 0x60000001, m2 = 0x60000002;

model::fold folded(log_builder& log) {
  model::fold out(log.events());
  out.advance_to(log.size());
  return out;
}

/// Two threads, of which each has locked one of two and now wants the other.
log_builder embrace() {
  log_builder log;
  log.on(1).name(thread(1), "ann").on(2).name(thread(2), "bob");
  log.create(thing_kind::mutex, m1, "A").create(thing_kind::mutex, m2, "B");
  log.on(1).stop(thread(1), wait_why::lock, m1, thread(2));
  log.on(2).stop(thread(2), wait_why::lock, m2, thread(1));
  return log;
}

TEST(Why, FollowsLocksToWhoeverWaitsForTheWorldOutside) {
  log_builder log;
  log.task(1, "client").task(2, "worker").task(3, "reader");
  log.create(thing_kind::mutex, 9, "log_mx");
  log.run(2).act(9, verb::lock, 0, 2).stop(2, wait_why::await, 3);
  log.run(3).stop(3, wait_why::io, fd(6));
  log.run(1).stop(1, wait_why::lock, 9);
  const model::fold now = folded(log);
  const model::why_chain chain = why(now, 0, 1);
  ASSERT_EQ(chain.links.size(), 3u);
  EXPECT_EQ(chain.links[0].next, 2u);
  EXPECT_EQ(chain.links[0].by, known_by::holds);
  EXPECT_EQ(chain.links[1].next, 3u);
  EXPECT_EQ(chain.links[1].by, known_by::ends);
  EXPECT_EQ(chain.ends, chain_end::outside);
  EXPECT_TRUE(deadlocks(now).empty());
  std::string rows;
  for (const model::why_row& row : tell_why(now, chain)) {
    rows += std::string(static_cast<std::size_t>(row.depth), '>') + row.before +
            row.name + row.after + "\n";
  }
  EXPECT_EQ(rows,
            "client wants lock log_mx\n"
            ">held by worker\n"
            ">which awaits reader\n"
            ">>that is reader\n"
            ">>which waits for fd 6\n");
}

TEST(Why, SaysADeadlockInOneSentence) {
  log_builder log = embrace();
  const model::fold now = folded(log);
  const auto found = deadlocks(now);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(deadlock_sentence(now, found[0]),
            "ann waits for lock A held by bob, which waits for lock B held by "
            "ann: neither can go on.");
}

TEST(Why, ToldByOneWhoWaitsForTheRingItBeginsAtTheRing) {
  log_builder log = embrace();
  log.on(3).stop(thread(3), wait_why::join, thread(2));
  const model::fold now = folded(log);
  const model::why_chain chain = why(now, 0, thread(3));
  EXPECT_EQ(chain.ends, chain_end::deadlock);
  EXPECT_EQ(chain.again, 1u);
  EXPECT_EQ(chain.links.size(), 3u);
  EXPECT_EQ(deadlocks(now).size(), 1u);
  EXPECT_EQ(deadlock_sentence(now, chain),
            "bob waits for lock B held by ann, which waits for lock A held by "
            "bob: neither can go on.");
}

TEST(Why, IsADeadlockAlsoForOneWhoJoinsItselfOrLocksTwice) {
  log_builder log;
  log.on(1).stop(thread(1), wait_why::join, thread(1));
  log.on(2).stop(thread(2), wait_why::lock, m1, thread(2));
  const model::fold now = folded(log);
  const auto found = deadlocks(now);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_NE(deadlock_sentence(now, found[1]).find("holds itself"),
            std::string::npos);
}

TEST(Why, IsOverWhenTheLockIsLetGo) {
  log_builder log = embrace();
  log.on(2).run(thread(2), m2).act(m1, verb::unlock);
  EXPECT_TRUE(deadlocks(folded(log)).empty());
}

TEST(Why, KnowsWhoHoldsALockAfterItsWaitForIt) {
  log_builder log;
  log.on(1).stop(thread(1), wait_why::lock, m1, thread(2));
  log.on(3).stop(thread(3), wait_why::lock, m1, thread(2));
  log.on(2).act(m1, verb::unlock).on(1).run(thread(1), m1);
  EXPECT_EQ(why(folded(log), 0, thread(3)).links[0].next, thread(1));
}

TEST(Why, DoesNotTakeATimedOutLockForHeld) {
  log_builder log;
  log.on(1).stop(thread(1), wait_why::lock, m1, -1);
  log.emit(trace::event_kind::run, 0, thread(1), m1, -110);
  log.on(2).stop(thread(2), wait_why::lock, m1);
  const model::why_chain chain = why(folded(log), 0, thread(2));
  EXPECT_EQ(chain.links[0].next, 0u);
  EXPECT_EQ(chain.ends, chain_end::nobody);
}

TEST(Why, OfASemaphoreNobodyHolds) {
  log_builder log;
  log.create(thing_kind::mutex, m1, "mutex");
  log.on(1).stop(thread(1), wait_why::lock, m1).run(thread(1), m1);
  log.on(2).stop(thread(2), wait_why::lock, m1);
  EXPECT_EQ(why(folded(log), 0, thread(2)).ends, chain_end::nobody);
}

TEST(Why, OfAChannelIsTheLastOneSeenThereAndNeverSure) {
  log_builder log;
  log.create(thing_kind::channel, 7, "to 0").on(1).act(7, verb::receive);
  log.create(thing_kind::channel, 8, "to 1").on(2).act(8, verb::receive);
  log.on(1).stop(thread(1), wait_why::channel_full, 8);
  log.on(2).stop(thread(2), wait_why::channel_full, 7);
  const model::fold now = folded(log);
  const model::why_chain chain = why(now, 0, thread(1));
  EXPECT_EQ(chain.links[0].by, known_by::took);
  EXPECT_EQ(chain.ends, chain_end::ring);
  EXPECT_TRUE(deadlocks(now).empty());
}

TEST(Why, WhoStandsInLineStandsBehindWhoRuns) {
  log_builder log;
  log.task(1, "a").task(2, "b").wake(1).wake(2).run(1);
  const model::fold now = folded(log);
  const model::why_chain chain = why(now, 0, 2);
  EXPECT_EQ(chain.links[0].by, known_by::line);
  EXPECT_EQ(chain.ends, chain_end::runs);
  const auto waiting = waiting_on(now, 0, 1);
  ASSERT_EQ(waiting.size(), 1u);
  EXPECT_EQ(waiting[0].who, 2u);
}

/// Every link leads to the next, and nobody comes twice.
void expect_a_chain(const model::why_chain& chain) {
  std::set<id> seen;
  for (std::size_t i = 0; i < chain.links.size(); ++i) {
    ASSERT_TRUE(seen.insert(chain.links[i].who).second);
    if (i + 1 < chain.links.size()) {
      ASSERT_EQ(chain.links[i].next, chain.links[i + 1].who);
    }
  }
  ASSERT_LT(chain.again, chain.links.size());
}

TEST(Why, EndsWhateverTheLogSays) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    random_log made(seed);
    log_builder& log = made.grow(1500);
    model::fold now(log.events());
    while (now.now().position < log.size()) {
      now.advance_to(now.now().position + 1);
      for (const auto& t : model::present(now).tasks) {
        const model::why_chain chain = why(now, t.process, t.self);
        expect_a_chain(chain);
        for (const auto& other : model::waiting_on(now, t.process, t.self)) {
          ASSERT_EQ(why(now, other.process, other.who).links[0].next, t.self);
        }
        ASSERT_FALSE(moral_of(now, chain).empty());
      }
      for (const model::why_chain& ring : deadlocks(now)) {
        expect_a_chain(ring);
        ASSERT_EQ(ring.links.back().next, ring.links.front().who);
        ASSERT_FALSE(deadlock_sentence(now, ring).empty());
      }
    }
  }
}

}  // namespace
}  // namespace looplab::tests
