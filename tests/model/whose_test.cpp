// SPDX-License-Identifier: BSL-1.0
//
// One of a family is looked at as if it were alone; who is looked at is a part
// of the question, and changes no other answer.
#include "visualizer/model/whose.hpp"

#include <gtest/gtest.h>

#include "tests/model/family_log.hpp"
#include "visualizer/model/shown.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::tests {

namespace {

using model::whose;

class whose_test : public testing::Test {
 protected:
  whose_test() : time_(log_.events()) {
    write_family(log_);
    time_.catch_up();
  }

  model::state now(whose chosen = {}) const {
    return time_.at(time_.size(), chosen);
  }

  log_builder log_;
  model::timeline time_;
};

TEST_F(whose_test, shows_the_lanes_and_the_loop_of_the_chosen_process) {
  const model::state all = now();
  EXPECT_EQ(all.main_process, first_worker);
  for (const std::uint16_t process : {first_worker, second_worker}) {
    const model::state one = now(process);
    EXPECT_EQ(one.main_process, process);
    ASSERT_NE(one.shown_loop(), nullptr);
    EXPECT_EQ(one.shown_loop()->process, process);
    ASSERT_FALSE(one.tasks.empty());
    EXPECT_LT(one.tasks.size(), all.tasks.size());
    for (const model::task& t : one.tasks) {
      EXPECT_EQ(t.process, process);
    }
  }
}

TEST_F(whose_test, counts_the_turns_of_the_chosen_process) {
  EXPECT_EQ(time_.turns(), 9u);
  EXPECT_EQ(time_.turns(first_worker), 9u);
  EXPECT_EQ(time_.turns(second_worker), 3u);
  EXPECT_EQ(time_.turns(master), 0u);
  const std::size_t begins = time_.next_turn(0, second_worker);
  EXPECT_EQ(log_.events()[begins - 1].process, second_worker);
  EXPECT_EQ(time_.turn_at(begins, second_worker), 1u);
  EXPECT_EQ(time_.previous_turn(time_.size(), master), 0u);
}

TEST_F(whose_test, has_no_loop_where_the_chosen_process_has_none) {
  const model::state one = now(master);
  EXPECT_EQ(one.main_process, master);
  EXPECT_EQ(one.shown_loop(), nullptr);
  ASSERT_EQ(one.tasks.size(), 1u);
  EXPECT_EQ(one.tasks[0].state, model::task_state::waits_timer);
}

TEST_F(whose_test, gives_columns_to_the_steps_of_the_chosen_process_only) {
  for (const whose chosen : {whose(first_worker), whose(second_worker)}) {
    const model::history past = time_.before(time_.size(), 500, chosen);
    ASSERT_EQ(past.lanes.size(), now(chosen).tasks.size());
    for (std::size_t i = 0; i < past.lanes.size(); ++i) {
      EXPECT_EQ(past.lanes[i].self, now(chosen).tasks[i].self);
    }
    std::size_t steps = 0;
    for (std::size_t i = 0; i < time_.size(); ++i) {
      steps += model::is_step(log_.events()[i]) &&
               log_.events()[i].process == *chosen;
    }
    std::size_t columns = 0;
    for (const model::column& c : past.columns) {
      columns += c.slept_ns == 0;
    }
    EXPECT_EQ(columns, steps);
  }
}

TEST_F(whose_test, is_asked_in_real_time_too) {
  const model::history past =
      time_.in_time(time_.size(), 40, 1'000'000, 0, second_worker);
  ASSERT_EQ(past.lanes.size(), now(second_worker).tasks.size());
  for (const model::lane& lane : past.lanes) {
    EXPECT_EQ(lane.process, second_worker);
  }
}

TEST_F(whose_test, finds_the_change_of_a_thing_with_the_same_number) {
  const trace::id client = log_builder::fd(7);
  const std::size_t of_first = time_.next_change(60, client, first_worker);
  const std::size_t of_second = time_.next_change(60, client, second_worker);
  EXPECT_EQ(log_.events()[of_first - 1].process, first_worker);
  EXPECT_EQ(log_.events()[of_second - 1].process, second_worker);
}

TEST_F(whose_test, goes_round_those_that_live) {
  EXPECT_EQ(next_process(now(), {}), whose(master));
  EXPECT_EQ(next_process(now(), first_worker), whose(second_worker));
  EXPECT_EQ(next_process(now(), second_worker), whose());
  log_.in(first_worker).end_process();
  time_.catch_up();
  EXPECT_EQ(next_process(now(), master), whose(second_worker));
  log_.in(master).end_process();
  log_.in(second_worker).end_process();
  time_.catch_up();
  EXPECT_EQ(next_process(now(), master), whose(first_worker))
      << "in a recording of the whole life of a family all are over";
}

}  // namespace

}  // namespace looplab::tests
