// SPDX-License-Identifier: BSL-1.0
//
// Each kind of warning but the long handler, in logs that were written by hand,
// and the neighbours that look like it.
#include <string>

#include <gtest/gtest.h>

#include "tests/model/warned_loop.hpp"
#include "visualizer/model/characters.hpp"

namespace looplab::tests {
namespace {

using model::warning_kind;

TEST(warning_kinds, tell_of_a_name_looked_up_on_the_loops_thread) {
  log_builder b = one_client();
  look(b, 0);
  b.run(1).stop(1, wait_why::io).after_ms(30).run(1);
  b.stop(1, wait_why::io, log_builder::fd(7));
  next_turn(b);
  look(b, 0);
  next_turn(b);
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, warning_kind::blocking_call);
  EXPECT_EQ(found[0].what, "client 1 looked up a name for 30 ms.");
}

TEST(warning_kinds, know_a_task_that_goes_back_to_its_loop) {
  log_builder b = one_client();
  look(b, 0);
  b.run(1).stop(1, wait_why::io, log_builder::fd(7)).after_ms(300);
  next_turn(b);
  b.run(1, log_builder::fd(7));
  look(b, 0);
  next_turn(b);
  EXPECT_TRUE(found_in(b).empty());
}

TEST(warning_kinds, tell_of_a_result_waited_for_while_its_bringer_is_in_line) {
  log_builder b;
  const trace::id word = 0x60000001u;
  b.task(1, "asks").task(2, "answers").run(1).wake(2, 1);
  b.stop(1, wait_why::await, word).after_ms(300).on(4712).run(2);
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, warning_kind::blocking_call);
  EXPECT_EQ(found[0].subject, 1u);
}

TEST(warning_kinds, tell_of_a_task_that_never_suspends_while_it_runs) {
  log_builder b;
  b.task(1, "endless").run(1).after_ms(1500).on(4712).note(1, "still");
  look(b, 0, 'R');
  EXPECT_TRUE(found_in(b).empty()) << "the log may be behind the reading";
  look(b, 0, 'R');
  b.note(1, "still");
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, warning_kind::never_suspends);
}

TEST(warning_kinds, of_what_is_destroyed_wait_for_the_loop_to_go_on) {
  log_builder b = one_client();
  run_for_ms(b, 1).end(1, trace::end_how::abandoned);
  EXPECT_TRUE(found_in(b).empty()) << "the loop may go, too";
  next_turn(b);
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, warning_kind::abandoned);
  EXPECT_EQ(found[0].what, "client 1 was destroyed while it waited for fd 7.");
}

TEST(warning_kinds, of_a_task_that_waits_for_an_operation_that_is_gone) {
  log_builder b = one_client();
  b.start(9, verb::read, log_builder::fd(7)).run(1);
  b.stop(1, wait_why::await, 9).end(9, trace::end_how::abandoned);
  next_turn(b);
  EXPECT_EQ(found_in(b).at(0).kind, warning_kind::never_resumed);
}

TEST(warning_kinds, tell_of_polls_in_vain_ten_times_as_often_each_time) {
  log_builder b = one_client();
  for (int i = 0; i < 2500; ++i) {
    b.after_us(2).poll_begin(log_builder::fd(4), 0);
    b.after_us(2).poll_end(log_builder::fd(4), 0);
  }
  b.poll_begin(log_builder::fd(4), 0);
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, warning_kind::busy_polling);
  EXPECT_EQ(found[0].worst, 1000);
}

TEST(warning_kinds, leave_a_loop_alone_that_sleeps_between_its_turns) {
  log_builder b = one_client();
  for (int i = 0; i < 2500; ++i) {
    b.poll_begin(log_builder::fd(4), 1).after_ms(1);
    b.poll_end(log_builder::fd(4), 0);
  }
  EXPECT_TRUE(found_in(b).empty());
}

/// Two bytes in the client's socket, for as many seconds.
void wait_in_vain(log_builder& b, int seconds, std::uint32_t bytes = 2) {
  for (int i = 0; i < seconds; ++i) {
    trace::sample seen;
    seen.t_ns = b.now_ns() + i * std::int64_t{1'000'000'000};
    seen.threads.push_back({4711, 'S', "", 0, 0, "server", 0});
    seen.sockets.push_back({7, "unix", bytes, 0});
    b.events().add_sample(seen);
  }
}

log_builder edge_triggered() {
  log_builder b = one_client();
  b.watch(7, log_builder::fd(4), epollin | 1u << 31, 7);
  return b;
}

TEST(warning_kinds, tell_of_bytes_that_a_task_waits_for_and_nobody_reads) {
  log_builder b = edge_triggered();
  b.stop(1, wait_why::io, log_builder::fd(7)).poll_begin(log_builder::fd(4));
  wait_in_vain(b, 3);
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, warning_kind::lost_wakeup);
  EXPECT_EQ(found[0].what, "2 bytes wait in fd 7 for 1.0 s, and nobody reads.");
}

TEST(warning_kinds, know_who_does_not_want_to_read_now) {
  log_builder b = edge_triggered();
  b.stop(1, wait_why::sleep).poll_begin(log_builder::fd(4));
  wait_in_vain(b, 30);
  EXPECT_TRUE(found_in(b).empty());
}

TEST(warning_kinds, leave_bytes_alone_that_are_told_of_again) {
  log_builder b = one_client();
  b.stop(1, wait_why::io, log_builder::fd(7)).poll_begin(log_builder::fd(4));
  wait_in_vain(b, 30);
  EXPECT_TRUE(found_in(b).empty());
}

TEST(warning_kinds, tell_of_a_deadlock_that_is_there_when_the_process_ends) {
  log_builder b;
  const trace::id a = 0x60000001u, c = 0x60000002u;
  const auto want = [&](std::uint32_t who, trace::id lock, std::uint32_t has) {
    b.on(who).stop(log_builder::thread(who), wait_why::lock, lock,
                   log_builder::thread(has));
  };
  b.create(trace::thing_kind::mutex, a, "mutex");
  b.create(trace::thing_kind::mutex, c, "mutex");
  want(4711, a, 4712);
  want(4712, c, 4711);
  EXPECT_TRUE(found_in(b).empty()) << "somebody may give up";
  b.end_process();
  const auto found = found_in(b);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].kind, warning_kind::deadlock);
  EXPECT_EQ(found[0].what,
            "main and thread 4712 wait for each other, for ever.");
}

TEST(warning_kinds, fit_their_lines_whatever_things_are_called) {
  log_builder b = one_client();
  b.name(1, std::string(300, 'n'))
      .name(log_builder::fd(7), std::string(300, 'f'));
  look(b, 0);
  b.run(1).stop(1, wait_why::io, log_builder::fd(7)).after_ms(30);
  b.run(1, log_builder::fd(7));
  next_turn(run_for_ms(b, 2000)).end(1, trace::end_how::abandoned);
  look(b, 0);
  next_turn(b);
  const auto found = found_in(b);
  EXPECT_EQ(found.size(), 3u);
  for (const model::warning& one : found) {
    EXPECT_LE(model::width_of(one.what), model::warning_columns) << one.what;
    EXPECT_EQ(one.what.back(), '.') << one.what;
    EXPECT_LE(model::width_of(one.advice), model::warning_columns);
  }
}

TEST(warning_kinds, know_no_call_between_one_loop_and_the_next) {
  for (const bool another : {false, true}) {
    log_builder b = one_client();
    if (another) {
      b.end(log_builder::fd(4));
    }
    b.run(1).stop(1, wait_why::sleep, 0, 50'000'000).after_ms(50).run(1);
    if (another) {
      b.open(4, "epoll");
    }
    next_turn(b);
    EXPECT_EQ(found_in(b).size(), another ? 0u : 1u);
  }
}

}  // namespace
}  // namespace looplab::tests
