// SPDX-License-Identifier: BSL-1.0
//
// What two runs share: a time that begins with the first client and leaves our
// holds out, and figures that mean the same for threads and for a loop.
#include "visualizer/model/figures.hpp"

#include <gtest/gtest.h>

#include "tests/model/log_builder.hpp"
#include "tests/model/random_log.hpp"

namespace looplab::tests {
namespace {

using model::figure_book;
using model::figures;
using model::program_clock;
using trace::gate_phase;
using trace::verb;
using trace::wait_why;

constexpr std::int64_t one_ms = 1'000'000;
const auto socket_id = log_builder::fd;
const trace::id main_thread = log_builder::thread(4711);
const trace::id other_thread = log_builder::thread(4712);

/// One thread that accepts a client, reads, waits 20 one_ms and answers.
log_builder& one_answer(log_builder& log) {
  log.open(4, "socket")
      .stop(main_thread, wait_why::io, socket_id(4))
      .after_ms(50);
  log.run(main_thread, socket_id(4))
      .open(6, "socket", socket_id(4))
      .after_ms(1);
  log.act(socket_id(6), verb::read, 84)
      .stop(main_thread, wait_why::io, socket_id(7));
  log.after_ms(20)
      .run(main_thread, socket_id(7))
      .act(socket_id(6), verb::write, 107);
  return log;
}

TEST(program_clock_test, begins_with_the_first_client) {
  log_builder log;
  const program_clock clock(one_answer(log).events());
  EXPECT_EQ(clock.begin(), 4u);
  EXPECT_EQ(clock.at(2), 0);
  EXPECT_EQ(clock.at(5), one_ms);
  EXPECT_EQ(clock.cursor_at(0), 4u);
  EXPECT_EQ(clock.cursor_at(one_ms - 1), 4u);
  EXPECT_EQ(clock.cursor_at(one_ms), 5u);
  EXPECT_EQ(clock.cursor_at(clock.length()), log.size());
  EXPECT_EQ(clock.held_ns(), 0);
}

TEST(program_clock_test, begins_with_the_log_where_no_client_comes) {
  log_builder log;
  log.task(1, "a").after_ms(5).run(1);
  const program_clock clock(log.events());
  EXPECT_EQ(clock.begin(), 1u);
  EXPECT_EQ(clock.length(), 5 * one_ms);
  log_builder empty;
  EXPECT_EQ(program_clock(empty.events()).length(), 0);
  EXPECT_EQ(program_clock(empty.events()).cursor_at(one_ms), 0u);
}

TEST(program_clock_test, stands_still_while_we_hold_the_program) {
  log_builder log;
  log.open(6, "socket", socket_id(4)).after_ms(1).gate(gate_phase::held);
  log.on(4712).gate(gate_phase::held).on(4711);
  log.after_ms(700).gate(gate_phase::released);
  log.on(4712).gate(gate_phase::released).after_ms(2).run(other_thread);
  const program_clock clock(log.events());
  EXPECT_EQ(clock.length(), 3 * one_ms);
  EXPECT_GT(clock.held_ns(), 700 * one_ms);
}

TEST(program_clock_test, finds_the_cursor_of_each_of_its_moments) {
  for (unsigned seed = 1; seed < 20; ++seed) {
    random_log made(seed);
    const trace::log& events = made.grow(400).events();
    const program_clock clock(events);
    for (std::size_t at = clock.begin(); at <= events.size(); ++at) {
      EXPECT_GE(clock.cursor_at(clock.at(at)), at);
      EXPECT_EQ(clock.at(clock.cursor_at(clock.at(at))), clock.at(at));
    }
  }
}

TEST(figures_test, tell_what_a_client_waited_for) {
  log_builder log;
  const program_clock clock(one_answer(log).events());
  const figure_book book(log.events(), clock);
  const figures before = book.at(6, clock.at(6) + 7 * one_ms);
  EXPECT_EQ(before.clients, 1);
  EXPECT_EQ(before.answers, 0);
  EXPECT_EQ(before.all_wait_ns, 7 * one_ms) << "nobody runs since entry 6";
  const figures after = book.at(log.size(), clock.length());
  EXPECT_EQ(after.threads, 1);
  EXPECT_EQ(after.answers, 1);
  EXPECT_EQ(after.waits, 1) << "the wait before the begin does not count";
  EXPECT_EQ(after.all_wait_ns, 20 * one_ms);
  EXPECT_EQ(after.last_answer_ns, clock.length());
  EXPECT_NEAR(static_cast<double>(after.slowest_answer_ns), 20 * one_ms,
              one_ms / 10);
}

TEST(figures_test, say_that_nobody_runs_only_if_nobody_does) {
  log_builder log;
  log.open(6, "socket", socket_id(4))
      .create(trace::thing_kind::thread, other_thread, "");
  log.on(4712)
      .run(other_thread)
      .on(4711)
      .stop(main_thread, wait_why::io, socket_id(4));
  log.after_ms(30).on(4712).stop(other_thread, wait_why::sleep);
  log.after_ms(4)
      .run(other_thread)
      .end(other_thread)
      .on(4711)
      .after_ms(6)
      .run(main_thread);
  const program_clock clock(log.events());
  const figure_book book(log.events(), clock);
  const figures two = book.at(log.size() - 2, clock.at(log.size() - 2));
  EXPECT_EQ(two.threads, 2);
  EXPECT_EQ(two.all_wait_ns, 4 * one_ms);
  const figures one = book.at(log.size(), clock.length());
  EXPECT_EQ(one.threads, 1);
  EXPECT_EQ(one.all_wait_ns, 10 * one_ms);
}

TEST(figures_test, count_a_poll_that_sleeps_and_one_that_only_asks_not) {
  log_builder log;
  log.open(6, "socket", socket_id(4))
      .poll_begin(socket_id(3), 0)
      .poll_end(socket_id(3), 0);
  log.poll_begin(socket_id(3), -1).after_ms(5).poll_end(socket_id(3), 1);
  const program_clock clock(log.events());
  const figures told =
      figure_book(log.events(), clock).at(log.size(), clock.length());
  EXPECT_EQ(told.waits, 1);
  EXPECT_EQ(told.all_wait_ns, 5 * one_ms);
}

TEST(figures_test, know_the_clients_of_completions) {
  log_builder log;
  log.start(1, verb::accept, socket_id(4)).done(1, verb::accept, 9);
  log.start(2, verb::read, socket_id(9)).after_ms(1).done(2, verb::read, 84);
  log.start(3, verb::write, socket_id(9)).after_ms(2).done(3, verb::write, 107);
  const program_clock clock(log.events());
  EXPECT_EQ(clock.begin(), 2u);
  const figures told =
      figure_book(log.events(), clock).at(log.size(), clock.length());
  EXPECT_EQ(told.clients, 1);
  EXPECT_EQ(told.answers, 1);
  EXPECT_NEAR(static_cast<double>(told.slowest_answer_ns), 2 * one_ms,
              one_ms / 10);
}

TEST(figures_test, end_with_their_process) {
  log_builder log;
  log.open(6, "socket", socket_id(4)).run(main_thread).end_process();
  const program_clock clock(log.events());
  EXPECT_EQ(figure_book(log.events(), clock).at(log.size(), 9 * one_ms).threads,
            0);
}

// Bookmarks must not be seen.
TEST(figures_test, are_the_same_however_far_the_log_goes_on) {
  random_log made(7);
  const trace::log& events = made.grow(10'000).events();
  const program_clock clock(events);
  const figure_book book(events, clock);
  for (const std::size_t at : {4095u, 4096u, 4097u, 9000u}) {
    trace::log head;
    for (std::size_t i = 0; i < at; ++i) {
      head.append(events[i]);
    }
    const program_clock its(head);
    EXPECT_EQ(figure_book(head, its).at(at, its.at(at)),
              book.at(at, clock.at(at)))
        << at;
  }
}

}  // namespace
}  // namespace looplab::tests
