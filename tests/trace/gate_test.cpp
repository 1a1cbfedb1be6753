// SPDX-License-Identifier: BSL-1.0
//
// The gate: a program is held, stepped, slowed and let go, and never stays
// held by somebody who is gone.
#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "tests/support/process.hpp"
#include "tests/trace/late_taker.hpp"
#include "tests/trace/traced.hpp"
#include "trace/controller.hpp"

namespace looplab::trace::testing {

namespace {

using namespace std::chrono_literals;

std::size_t rounds(const log& seen) {
  return entries_of(seen, event_kind::value).size();
}

std::unique_ptr<controller> take(traced& it) {
  std::string error;
  auto made = controller::take(it.file(), error);
  EXPECT_NE(made, nullptr) << error;
  return made;
}

bool held_count(const controller& gate, std::size_t threads) {
  return support::eventually([&] { return gate.held().size() == threads; });
}

/// Another process that takes the gate, holds the program, and is killed.
pid_t holder_of(const std::filesystem::path& file) {
  const pid_t pid = fork();
  if (pid == 0) {
    std::string error;
    const auto gate = controller::take(file, error);
    if (gate == nullptr) {
      _exit(1);
    }
    gate->hold();
    for (;;) {
      pause();
    }
  }
  return pid;
}

/// Others hold the program and are killed; each time it goes on.
void expect_to_survive_controllers(traced& it) {
  ASSERT_TRUE(it.attach());
  ASSERT_TRUE(it.drain_until([](const log& seen) { return seen.size() > 0; }));
  for (int i = 0; i < 3; ++i) {
    const pid_t other = holder_of(it.file());
    ASSERT_TRUE(it.drain_until([&](const log& seen) {
      const entry& last = seen[seen.size() - 1];
      return last.kind == event_kind::gate &&
             static_cast<gate_phase>(last.sub) == gate_phase::held;
    }));
    const std::size_t held_at = it.seen().size();
    support::send_signal(other, SIGKILL);
    ASSERT_EQ(waitpid(other, nullptr, 0), other);
    ASSERT_TRUE(it.drain_until(
        [&](const log& seen) { return seen.size() > held_at + 1000; }));
  }
}

}  // namespace

TEST(gate, passes_exactly_one_point_a_step) {
  const directory where;
  traced it(where, {"loop"}, {{"LOOPLAB_TRACE_GATE", "hold"}});
  ASSERT_TRUE(it.attach());
  const auto gate = take(it);
  std::vector<event_kind> points;
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(held_count(*gate, 1));
    const held_thread stands = gate->held()[0];
    EXPECT_EQ(stands.thread,
              thread_id_of(static_cast<std::uint32_t>(it.program().pid())));
    points.push_back(stands.kind);
    ASSERT_TRUE(gate->step());
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    const event_kind turn[] = {event_kind::poll, event_kind::poll,
                               event_kind::run, event_kind::stop};
    EXPECT_EQ(points[i], turn[i % 4]) << i;
  }
  ASSERT_TRUE(
      it.drain_until([](const log& seen) { return rounds(seen) == 10; }));
}

TEST(gate, can_be_closed_at_any_time_and_opened_again) {
  const directory where;
  traced it(where, {"loop"});
  ASSERT_TRUE(it.attach());
  const auto gate = take(it);
  EXPECT_FALSE(gate->step()) << "nobody stands at an open gate";
  gate->hold();
  ASSERT_TRUE(held_count(*gate, 1));
  gate->open();
  const std::uint64_t lost = it.seen().lost();
  ASSERT_TRUE(it.drain_until([&](const log& seen) {
    return rounds(seen) > 1000 || seen.lost() > lost;
  }));
  gate->hold();
  ASSERT_TRUE(held_count(*gate, 1));
}

TEST(gate, tells_who_was_held_and_let_go) {
  const directory where;
  traced it(where, {"loop"}, {{"LOOPLAB_TRACE_GATE", "hold"}});
  ASSERT_TRUE(it.attach());
  const auto gate = take(it);
  ASSERT_TRUE(held_count(*gate, 1));
  ASSERT_TRUE(gate->step());
  ASSERT_TRUE(held_count(*gate, 1));
  ASSERT_TRUE(it.drain_until([](const log& seen) {
    return entries_of(seen, event_kind::gate).size() == 3;
  }));
  const auto told = entries_of(it.seen(), event_kind::gate);
  EXPECT_EQ(static_cast<gate_phase>(told[0].sub), gate_phase::held);
  EXPECT_EQ(static_cast<gate_phase>(told[1].sub), gate_phase::released);
  EXPECT_EQ(static_cast<gate_phase>(told[2].sub), gate_phase::held);
}

TEST(gate, holds_only_the_kinds_it_was_asked_for) {
  const directory where;
  traced it(where, {"loop"}, {{"LOOPLAB_TRACE_GATE", "hold"}});
  ASSERT_TRUE(it.attach());
  const auto gate = take(it);
  gate->hold(bit(event_kind::run));
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(held_count(*gate, 1));
    if (i > 0) {  // the first may have come to stand before we asked
      EXPECT_EQ(gate->held()[0].kind, event_kind::run);
    }
    ASSERT_TRUE(gate->step());
  }
}

TEST(gate, holds_only_chosen_threads) {
  const directory where;
  traced it(where, {"two_loops"}, {{"LOOPLAB_TRACE_GATE", "hold"}});
  ASSERT_TRUE(it.attach());
  const auto gate = take(it);
  ASSERT_TRUE(held_count(*gate, 2));
  const id chosen = gate->held()[0].thread;
  const id other = gate->held()[1].thread;
  gate->choose_threads({chosen});
  ASSERT_TRUE(held_count(*gate, 1));
  EXPECT_EQ(gate->held()[0].thread, chosen);
  std::size_t of_other = 0;
  ASSERT_TRUE(it.drain_until([&](const log& seen) {
    of_other = entries_of(seen, [&](const entry& e) {
                 return e.thread == other && e.kind == event_kind::value;
               }).size();
    return of_other > 100;
  }));
  gate->choose_threads({});
  EXPECT_TRUE(held_count(*gate, 2));
}

TEST(gate, steps_the_thread_it_is_told) {
  const directory where;
  traced it(where, {"two_loops"}, {{"LOOPLAB_TRACE_GATE", "hold"}});
  ASSERT_TRUE(it.attach());
  const auto gate = take(it);
  ASSERT_TRUE(held_count(*gate, 2));
  const id young = gate->held()[1].thread;
  const std::uint64_t old_since = gate->held()[0].since_ticks;
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(held_count(*gate, 2));
    ASSERT_TRUE(gate->step(young));
  }
  ASSERT_TRUE(held_count(*gate, 2));
  EXPECT_EQ(gate->held()[0].since_ticks, old_since) << "the other one moved";
}

TEST(gate, slow_motion_passes_points_by_itself) {
  const directory where;
  traced it(
      where, {"loop", "3"},
      {{"LOOPLAB_TRACE_GATE", "slow:500000"}, {"LOOPLAB_TRACE_KEEP", "1"}});
  ASSERT_TRUE(it.attach());
  const auto gate = take(it);
  ASSERT_NE(gate, nullptr);
  gate->slow(2ms);
  ASSERT_TRUE(it.drain_to_the_end());
  // 3 rounds of 4 points; each was held and let go.
  EXPECT_EQ(entries_of(it.seen(), event_kind::gate).size(), 24u);
}

TEST(gate, refuses_a_second_controller) {
  const directory where;
  traced it(where, {"loop"});
  ASSERT_TRUE(it.attach());
  const auto first = take(it);
  std::string error;
  EXPECT_EQ(controller::take(it.file(), error), nullptr);
  EXPECT_NE(error.find("already controls"), std::string::npos) << error;
}

TEST(gate, refuses_a_second_controller_in_another_process) {
  const directory where;
  traced it(where, {"loop"});
  ASSERT_TRUE(it.attach());
  const pid_t other = holder_of(it.file());
  EXPECT_TRUE(it.drain_until([](const log& seen) {
    return !entries_of(seen, event_kind::gate).empty();
  }));
  std::string error;
  EXPECT_EQ(controller::take(it.file(), error), nullptr);
  EXPECT_NE(error.find("already controls"), std::string::npos) << error;
  support::send_signal(other, SIGKILL);
  ASSERT_EQ(waitpid(other, nullptr, 0), other);
}

TEST(gate, a_reader_that_leaves_does_not_open_it) {
  const directory where;
  traced it(where, {"loop"});
  ASSERT_TRUE(it.attach());
  const late_taker other(it.file());
  const auto gate = take(it);
  gate->hold();
  ASSERT_TRUE(held_count(*gate, 1));
  std::string error;
  for (int i = 0; i < 3; ++i) {
    // POSIX locks end when any descriptor of the file is closed.
    auto brief = reader::open(it.file(), error);
    brief.reset();
  }
  EXPECT_FALSE(other.takes_it()) << "the gate's lock was lost";
}

TEST(gate, opens_when_its_controller_is_killed) {
  const directory where;
  traced it(where, {"loop"});
  expect_to_survive_controllers(it);
}

// Its sleep at the gate ends with every signal, before any time-out.
TEST(gate, opens_for_a_program_with_a_timer_when_its_controller_is_killed) {
  const directory where;
  traced it(where, {"ticking_loop"});
  expect_to_survive_controllers(it);
}

TEST(gate, a_program_that_begins_held_goes_on_alone_if_nobody_comes) {
  const directory where;
  traced it(where, {"loop", "5"},
            {{"LOOPLAB_TRACE_GATE", "hold"}, {"LOOPLAB_TRACE_KEEP", "1"}});
  EXPECT_EQ(it.program().wait(), 0);
}

TEST(gate, has_nothing_to_hold_when_the_program_has_ended) {
  const directory where;
  traced it(where, {"story"}, {{"LOOPLAB_TRACE_KEEP", "1"}});
  ASSERT_TRUE(it.program().wait().has_value());
  std::string error;
  EXPECT_EQ(controller::take(it.file(), error), nullptr);
  EXPECT_NE(error.find("has ended"), std::string::npos) << error;
}

}  // namespace looplab::trace::testing
