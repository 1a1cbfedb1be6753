// SPDX-License-Identifier: BSL-1.0
//
// The screens of one moment as pictures: the right task, the right process, the
// same words as the screen has; and one sentence where there is none.
#include "visualizer/export/screen.hpp"

#include <string>

#include <gtest/gtest.h>

#include "tests/model/log_builder.hpp"
#include "tests/model/warned_loop.hpp"
#include "visualizer/export/beside.hpp"

namespace looplab::exporting {

namespace {

using tests::log_builder;
using trace::wait_why;

/// Two threads, of which each has locked one of two and wants the other.
trace::log embrace() {
  const trace::id ann = log_builder::thread(1), bob = log_builder::thread(2);
  const trace::id a = 100, b = 101;
  log_builder made;
  made.on(1).name(ann, "ann").on(2).name(bob, "bob");
  made.create(trace::thing_kind::mutex, a, "A");
  made.create(trace::thing_kind::mutex, b, "B");
  made.on(1).stop(ann, wait_why::lock, a, static_cast<std::int64_t>(bob));
  made.on(2).stop(bob, wait_why::lock, b, static_cast<std::int64_t>(ann));
  return std::move(made.events());
}

screen_choice choice(screen of, std::string task = {}) {
  screen_choice out;
  out.of = of;
  out.task = std::move(task);
  return out;
}

/// What is drawn at the end; the error's sentence if nothing is.
std::string drawn(const trace::log& events, const screen_choice& chosen,
                  picture how = {}) {
  model::timeline time(events);
  time.catch_up();
  model::warnings found(events);
  found.catch_up();
  how.warnings = &found;
  std::string error;
  const auto out = screen_at(time, std::move(how), chosen, time.size(), error);
  return out ? out->text() : error;
}

bool has(const std::string& text, const std::string& words) {
  return text.find(words) != text.npos;
}

TEST(screen, is_found_by_its_name) {
  EXPECT_EQ(screen_named("detail"), screen::detail);
  EXPECT_EQ(screen_named("live"), screen::live);
  EXPECT_FALSE(screen_named("poem"));
  EXPECT_FALSE(screen_named(""));
}

TEST(screen, shows_why_the_named_task_waits) {
  for (const char* name : {"bob", "t2", "t2 bob"}) {
    const std::string text = drawn(embrace(), choice(screen::detail, name));
    EXPECT_TRUE(has(text, "WHY IS IT WAITING?")) << text;
    EXPECT_TRUE(has(text, "THREAD t2 bob")) << text;
  }
}

TEST(screen, shows_who_waits_for_it) {
  screen_choice of = choice(screen::detail, "bob");
  of.waiters = true;
  EXPECT_TRUE(has(drawn(embrace(), of), "WHO WAITS FOR IT?"));
}

TEST(screen, counts_the_warnings_and_lists_them) {
  log_builder made = tests::one_client();
  tests::look(made, 0);
  tests::next_turn(tests::run_for_ms(made, 50));
  tests::look(made, 0);
  made.poll_begin(log_builder::fd(4));
  const trace::log& events = made.events();
  EXPECT_TRUE(has(drawn(events, choice(screen::live)), " ! 1 "));
  const std::string text = drawn(events, choice(screen::warnings));
  EXPECT_TRUE(has(text, "WARNINGS")) << text;
  EXPECT_TRUE(has(text, "client 1 held the loop")) << text;
}

TEST(screen, shows_the_help_as_it_is_after_typing) {
  screen_choice of = choice(screen::help);
  of.search = "previous turn";
  const std::string text = drawn(embrace(), of);
  EXPECT_TRUE(has(text, "previous turn")) << text;
  EXPECT_FALSE(has(text, "save")) << text;
}

TEST(screen, shows_one_process_of_a_family) {
  log_builder made(1, "master");
  made.task(1, "boss").process(2, "worker").task(2, "hand");
  const trace::log& events = made.events();
  EXPECT_TRUE(has(drawn(events, {}), "2 processes"));
  std::string error;
  picture how;
  ASSERT_TRUE(choose_process(events, 2, how.process, error)) << error;
  const std::string text = drawn(events, {}, how);
  EXPECT_TRUE(has(text, "process 2 of 2")) << text;
  EXPECT_FALSE(has(text, "boss")) << text;
  ASSERT_TRUE(choose_process(events, 0, how.process, error)) << error;
  EXPECT_TRUE(has(drawn(events, {}, how), "2 processes"));
  EXPECT_FALSE(choose_process(events, 3, how.process, error));
  EXPECT_EQ(error, "there is no process 3; the recording is of 2");
}

TEST(screen, shows_the_lanes_that_a_filter_admits) {
  picture how;
  how.filter = "ann";
  const std::string text = drawn(embrace(), {}, how);
  EXPECT_TRUE(has(text, "1 of 2 lanes")) << text;
  EXPECT_FALSE(has(text, "t2 bob  ")) << text;
}

TEST(screen, says_who_there_is_if_the_task_is_not) {
  EXPECT_EQ(drawn(embrace(), choice(screen::detail, "eve")),
            "there is no task 'eve' at this moment; there are t1 ann, t2 bob");
  EXPECT_EQ(drawn(trace::log(), choice(screen::live, "eve")),
            "there is no task 'eve' at this moment, nor any other");
  EXPECT_EQ(drawn(embrace(), choice(screen::detail)),
            "nobody runs at this moment: say who is meant with --task NAME");
}

TEST(screen, picks_nobody_among_several_of_one_name) {
  log_builder made;
  made.task(1, "client").task(2, "client");
  const trace::log& events = made.events();
  EXPECT_EQ(drawn(events, choice(screen::detail, "client")),
            "2 tasks are called 'client' at this moment; say which: "
            "t2 client, t3 client");
  EXPECT_TRUE(
      has(drawn(events, choice(screen::detail, "t3")), "TASK t3 client"));
}

TEST(beside, shows_both_titles_at_one_moment) {
  const trace::log one = embrace(), other = embrace();
  model::timeline first(one), second(other);
  first.catch_up();
  second.catch_up();
  const std::string text =
      beside(first, second, {"a.loop", "b.loop"}, {}, first.size()).text();
  EXPECT_TRUE(has(text, "a.loop")) << text;
  EXPECT_TRUE(has(text, "b.loop")) << text;
  EXPECT_TRUE(has(text, "two recordings")) << text;
}

}  // namespace

}  // namespace looplab::exporting
