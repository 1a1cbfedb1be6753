// SPDX-License-Identifier: BSL-1.0
//
// The detail of one lane: its words and figures, and that they are a function
// of the moment, whatever was asked before.
#include "visualizer/model/detail.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "tests/model/random_log.hpp"
#include "tests/model/whole_log.hpp"

namespace looplab::tests {
namespace {

using model::detail;
using model::task_state;

struct asked {
  explicit asked(log_builder& log) : time(log.events()), memory(time) {
    time.catch_up();
  }

  detail of(trace::id who, std::size_t cursor, std::uint16_t process = 0) {
    return model::detail_of(time, memory, cursor, process, who, 20);
  }

  detail of(trace::id who) { return of(who, time.size()); }

  model::timeline time;
  model::lives memory;
};

log_builder client_log() {
  log_builder log;
  log.open(4, "epoll").task(1, "acceptor").at("a/server.cpp", 44, "serve");
  log.task(2, "client", 1).name(fd(7), "client 2").wake(2, fd(7));
  log.after_us(100).run(2, fd(7)).at("a/server.cpp", 52, "handle_client");
  log.after_us(30).stop(2, wait_why::io, fd(7));
  log.after_us(500).wake(2, fd(7)).after_us(5).run(2, fd(7));
  log.after_us(70).stop(2, wait_why::io, fd(7));
  return log;
}

TEST(Detail, SaysWhoItIsAndWhereItCameFrom) {
  log_builder log = client_log();
  const detail d = asked(log).of(2);
  ASSERT_TRUE(d.known);
  EXPECT_EQ(d.who.name, "client");
  EXPECT_EQ(d.does, "waits for fd 7 (client 2)");
  EXPECT_EQ(d.maker, "acceptor");
  EXPECT_EQ(d.born_where, "server.cpp:44");
  EXPECT_EQ(d.stands_at, std::vector<std::string>{"handle_client  "
                                                  "server.cpp:52"});
  EXPECT_FALSE(asked(log).of(99).known);
}

TEST(Detail, TellsThePastNewestFirst) {
  log_builder log = client_log();
  const detail d = asked(log).of(2);
  std::string told;
  for (const model::past_change& p : d.past) {
    told += p.what + " (" + p.where + ")\n";
  }
  EXPECT_EQ(told,
            "ran 70 us, then waits for fd 7 (client 2) (server.cpp:52)\n"
            "runs, after 5 us in line (server.cpp:52)\n"
            "is ready, because of fd 7 (client 2) (server.cpp:52)\n"
            "ran 30 us, then waits for fd 7 (client 2) (server.cpp:52)\n"
            "runs, after 100 us in line (server.cpp:44)\n"
            "is ready, because of fd 7 (client 2) (server.cpp:44)\n"
            "has not run yet (server.cpp:44)\n");
}

TEST(Detail, SharesItsLifeOutAmongTheStates) {
  log_builder log = client_log();
  const detail d = asked(log).of(2);
  EXPECT_EQ(d.shares.running, 100'000);
  EXPECT_EQ(d.shares.ready, 105'000);
  EXPECT_EQ(d.shares.io, 500'000);
  EXPECT_EQ(d.shares.total(), 705'000);
  EXPECT_EQ(d.runs.count, 2u);
  EXPECT_EQ(d.runs.worst_ns, 70'000);
  EXPECT_EQ(d.runs.in[4], 1u) << "20 us to 50 us";
  EXPECT_EQ(d.runs.in[5], 1u) << "50 us to 100 us";
  EXPECT_EQ(d.in_line.middle_ns, 100'000);
  EXPECT_EQ(d.waits.count, 1u) << "the wait that goes on is not over";
  ASSERT_EQ(d.line.size(), 20u);
  EXPECT_EQ(d.line[10], task_state::waits_io);
}

TEST(Detail, LeavesOutWhatTheProgramWasHeld) {
  log_builder log;
  log.task(1, "a").run(1).after_us(50).gate(gate_phase::held);
  log.after_ms(60'000).gate(gate_phase::released);
  log.after_us(50).stop(1, wait_why::io, fd(7));
  const detail d = asked(log).of(1);
  EXPECT_TRUE(d.holds_left_out);
  EXPECT_EQ(d.runs.worst_ns, 100'000);
}

TEST(Detail, TellsWhoWaitsForIt) {
  log_builder log;
  log.task(1, "owner").task(2, "other").create(thing_kind::mutex, 9, "m");
  log.run(1).act(9, verb::lock, 0, 1).stop(1, wait_why::sleep);
  log.run(2).stop(2, wait_why::lock, 9);
  const detail d = asked(log).of(1);
  ASSERT_EQ(d.waiters.size(), 1u);
  EXPECT_EQ(d.waiters[0].name + d.waiters[0].after, "other wants lock m");
}

/// All a screen could show of it.
std::string as_text(const detail& d) {
  std::ostringstream to;
  to << d.known << d.who.name << d.does << d.for_ns << d.maker << d.born_turn
     << d.born_where << d.moral << d.deadlock << d.shares.total() << d.whole
     << d.holds_left_out << "\n";
  for (const auto& row : d.why) {
    to << row.depth << row.before << row.name << row.after << "\n";
  }
  for (const auto& row : d.waiters) {
    to << row.name << row.after << "\n";
  }
  for (const auto& p : d.past) {
    to << p.entry << " " << p.turn << p.what << p.where << "\n";
  }
  for (const auto* sort : {&d.runs, &d.in_line, &d.waits}) {
    to << sort->count << " " << sort->middle_ns << " " << sort->worst_ns;
    for (const std::size_t n : sort->in) {
      to << "," << n;
    }
  }
  for (const task_state s : d.line) {
    to << int(s);
  }
  return to.str();
}

class RandomDetails : public testing::TestWithParam<unsigned> {};

TEST_P(RandomDetails, AreAFunctionOfTheMomentAndKnowNothingLater) {
  random_log made(GetParam());
  asked warm(made.grow(600));
  const auto& tasks = warm.time.at(warm.time.size()).tasks;
  for (const model::task& t : tasks) {
    std::vector<std::string> first;
    for (std::size_t n = 0; n <= warm.time.size(); n += 3) {
      const detail d = warm.of(t.self, n, t.process);
      first.push_back(as_text(d));
      for (const model::past_change& p : d.past) {
        ASSERT_LT(p.entry, n);
      }
    }
    for (std::size_t i = first.size(); i-- > 0;) {
      ASSERT_EQ(as_text(warm.of(t.self, i * 3, t.process)), first[i]);
    }
    asked cold(made.grow(0));
    const std::size_t last = first.size() / 2;
    ASSERT_EQ(as_text(cold.of(t.self, last * 3, t.process)), first[last]);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomDetails, testing::Values(1u, 2u, 3u));

TEST(Detail, OfALongLogSaysThatItHasNotLookedThroughAll) {
  log_builder log;
  log.task(1, "a");
  while (log.size() < 3 * model::lives::reach) {
    log.run(1).stop(1, wait_why::io, fd(7));
  }
  asked about(log);
  EXPECT_FALSE(about.of(1).whole);
  EXPECT_TRUE(about.of(1, 2 * model::lives::reach).whole);
  EXPECT_EQ(about.of(1).past.size(), detail::most_changes);
  EXPECT_GE(about.of(1).runs.count, model::lives::reach / 2);
}

}  // namespace
}  // namespace looplab::tests
