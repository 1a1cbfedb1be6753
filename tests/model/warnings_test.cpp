// SPDX-License-Identifier: BSL-1.0
//
// What is found in logs that were written by hand, at which entry, and what is
// said of it; and what each measure leaves out.
#include <string>

#include <gtest/gtest.h>

#include "tests/model/warned_loop.hpp"
#include "visualizer/model/warning_words.hpp"

namespace looplab::tests {
namespace {

using model::warning_kind;
using model::warnings;

TEST(warnings, tell_of_a_handler_that_held_its_loop) {
  log_builder b = one_client();
  look(b, 0);
  next_turn(run_for_ms(b.at("server.cpp", 41, "handle"), 52));
  const std::size_t known = b.size();
  look(b, 0);
  b.poll_begin(log_builder::fd(4));
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, warning_kind::long_handler);
  EXPECT_EQ(found[0].subject, 1u);
  EXPECT_EQ(found[0].what, "client 1 held the loop for 52 ms.");
  EXPECT_EQ(found[0].first(), known);
  EXPECT_EQ(model::place_words(b.events(), found[0].place), "server.cpp:41");
}

TEST(warnings, leave_out_what_the_kernel_gave_to_others) {
  log_builder b = one_client();
  look(b, 1'000'000);
  next_turn(run_for_ms(b, 52));
  look(b, 44'000'000);
  next_turn(b);
  EXPECT_TRUE(found_in(b).empty());
}

TEST(warnings, count_a_delay_only_where_it_was_read) {
  log_builder b = one_client();
  look(b, 40'000'000);
  next_turn(run_for_ms(b, 52));
  look(b, 45'000'000);
  next_turn(b);
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].what,
            "client 1 held the loop for at least 47 ms of 52 ms.");
}

TEST(warnings, take_away_no_more_than_there_was_time_for) {
  log_builder b = one_client();
  b.run(1).act(log_builder::fd(7), verb::read, 5);
  look(b, 900'000'000);  // before it began, nearly all of it
  b.after_ms(52).stop(1, wait_why::io, log_builder::fd(7));
  next_turn(b);
  look(b, 903'000'000);
  next_turn(b);
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].what,
            "client 1 held the loop for at least 48 ms of 52 ms.");
}

TEST(warnings, say_wall_time_where_nothing_else_was_read) {
  log_builder b = one_client();
  next_turn(run_for_ms(b, 52));
  b.after_ms(1500);
  next_turn(b);
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].what, "client 1 held the loop for 52 ms (wall time).");
}

TEST(warnings, leave_out_time_at_our_gate) {
  log_builder b = one_client();
  look(b, 0);
  b.run(1).gate(trace::gate_phase::held).after_ms(90);
  b.gate(trace::gate_phase::released).stop(1, wait_why::io);
  next_turn(b);
  look(b, 0);
  next_turn(b);
  EXPECT_TRUE(found_in(b).empty());
}

TEST(warnings, know_that_another_thread_went_on_with_the_loop) {
  log_builder b = one_client();
  look(b, 0);
  b.run(1).on(4712);
  next_turn(b);
  b.on(4711).after_ms(80).stop(1, wait_why::io);
  next_turn(b);
  look(b, 0);
  next_turn(b);
  EXPECT_TRUE(found_in(b).empty());
}

TEST(warnings, of_one_place_are_one_with_a_count) {
  log_builder b = one_client();
  b.at("server.cpp", 41, "handle");
  look(b, 0);
  for (const std::int64_t ms : {20, 80, 30}) {
    next_turn(run_for_ms(b, ms));
    look(b, 0);
  }
  next_turn(b);
  warnings all(b.events());
  all.catch_up();
  ASSERT_EQ(all.all().size(), 1u);
  const model::warning& one = all.all()[0];
  EXPECT_EQ(one.count, 3u);
  EXPECT_EQ(one.worst / 1'000'000, 80);
  const auto early = all.at(one.first());
  EXPECT_EQ(model::seen_words(early[0]), "once, 20 ms");
  EXPECT_EQ(model::seen_words(all.at(0)[0]), "later");
  EXPECT_EQ(model::seen_words(all.at(b.size())[0]), "3 times, up to 80 ms");
  EXPECT_EQ(all.known(0), 0u);
  EXPECT_EQ(all.known(one.first()), 1u);
}

TEST(warnings, are_the_same_found_in_one_go_or_entry_by_entry) {
  log_builder b = one_client();
  look(b, 0);
  next_turn(run_for_ms(b, 20));
  look(b, 0);
  next_turn(b);
  warnings at_once(b.events()), slowly(b.events());
  at_once.catch_up();
  while (slowly.position() < b.size()) {
    slowly.catch_up(1);
  }
  slowly.catch_up();
  ASSERT_EQ(slowly.all().size(), 1u);
  EXPECT_EQ(slowly.all()[0].first(), at_once.all()[0].first());
  EXPECT_EQ(slowly.all()[0].what, at_once.all()[0].what);
}

}  // namespace
}  // namespace looplab::tests
