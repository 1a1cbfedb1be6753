// SPDX-License-Identifier: BSL-1.0
//
// The exported trace keeps the rules of its format for every log, and says of
// a known one what the screen says: who runs, who waits for what, who made whom
// ready.
#include "visualizer/export/perfetto.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "tests/export/trace_rules.hpp"
#include "tests/model/random_log.hpp"
#include "tests/model/whole_log.hpp"

namespace looplab::tests {

namespace {

std::string exported(const trace::log& events) {
  std::ostringstream out;
  EXPECT_TRUE(exporting::write_perfetto(events, out));
  return out.str();
}

std::string all_of(const std::vector<std::string>& sentences) {
  std::string out;
  for (const std::string& one : sentences) {
    out += one + "\n";
  }
  return out;
}

/// A loop that waits for a client, and a task that serves it.
log_builder one_turn() {
  log_builder made;
  made.open(7, "socket").task(1, "client 1");
  made.stop(1, wait_why::io, fd(7)).poll_begin(fd(4));
  made.after_ms(5).poll_end(fd(4), 1);
  made.wake(1, fd(7)).run(1).act(fd(7), verb::read, 5);
  made.stop(1, wait_why::io, fd(7)).poll_begin(fd(4));
  return made;
}

TEST(perfetto, tells_the_states_of_a_task_in_their_order) {
  log_builder made = one_turn();
  const std::string file = exported(made.events());
  EXPECT_EQ(all_of(broken_rules(file)), "");
  std::vector<std::string> of_task;
  for (const std::string& one : told(file, "B")) {
    if (one.ends_with("@ client 1")) {
      of_task.push_back(one.substr(0, one.find(" @")));
    }
  }
  EXPECT_EQ(of_task, (std::vector<std::string>{"new", "waits io fd 7", "ready",
                                               "runs", "waits io fd 7"}));
}

TEST(perfetto, has_the_turns_of_a_loop_and_its_sleep) {
  const std::string slices = all_of(told(exported(one_turn().events()), "B"));
  EXPECT_NE(slices.find("turn 1 @ loop"), slices.npos) << slices;
  EXPECT_NE(slices.find("asleep in poll @ loop"), slices.npos) << slices;
  EXPECT_NE(slices.find("runs client 1 @ main"), slices.npos) << slices;
}

TEST(perfetto, points_from_the_turn_to_whom_it_made_ready) {
  const std::string file = exported(one_turn().events());
  const auto from = told(file, "s");
  const auto to = told(file, "f");
  ASSERT_EQ(from.size(), to.size());
  ASSERT_FALSE(from.empty());
  EXPECT_TRUE(from.back().find("@ loop") != std::string::npos) << from.back();
  EXPECT_EQ(to.back(), "leads to @ client 1");
}

TEST(perfetto, points_from_a_thread_to_the_one_it_made) {
  log_builder made;
  made.act(fd(3), verb::read, 5);
  made.on(4712).create(thing_kind::thread, thread(4712), "worker",
                       thread(4711));
  const std::string file = exported(made.events());
  EXPECT_EQ(all_of(broken_rules(file)), "");
  EXPECT_EQ(all_of(told(file, "f")), "leads to @ worker\n");
}

TEST(perfetto, tells_what_happened_at_once_on_the_track_of_who_did_it) {
  const std::string file = exported(one_turn().events());
  EXPECT_NE(all_of(told(file, "i")).find("read @ client 1"), file.npos);
  EXPECT_NE(file.find("reads 5 bytes"), file.npos);
}

TEST(perfetto, says_what_was_lost) {
  log_builder made = one_turn();
  made.gap(12);
  const std::string file = exported(made.events());
  EXPECT_EQ(all_of(broken_rules(file)), "");
  EXPECT_NE(file.find("lost 12 events"), file.npos);
  EXPECT_NE(all_of(told(file, "C")).find("lost events"), file.npos);
}

TEST(perfetto, shows_descriptors_only_of_a_program_that_names_no_tasks) {
  log_builder made;
  made.open(7, "socket").watch(7, fd(4), 1, 7).poll_begin(fd(4));
  EXPECT_NE(exported(made.events()).find("\"fd 7 socket\""), std::string::npos);
  made.task(1, "client 1");
  const std::string file = exported(made.events());
  EXPECT_EQ(all_of(broken_rules(file)), "");
  EXPECT_EQ(file.find("\"fd 7 socket\""), file.npos);
}

TEST(perfetto, gives_the_track_of_an_ended_task_to_the_next_of_its_name) {
  log_builder made;
  for (trace::id task = 1; task <= 100; ++task) {
    made.task(task, "request").run(task).end(task);
  }
  const std::string file = exported(made.events());
  EXPECT_EQ(all_of(broken_rules(file)), "");
  std::size_t tracks = 0;
  for (const std::string& one : told(file, "M")) {
    tracks += one == "thread_name @ request" ? 1 : 0;
  }
  EXPECT_EQ(tracks, 1u);
}

TEST(perfetto, is_json_whatever_a_program_calls_its_things) {
  log_builder made(1, "a\"b\\c\n\x01\xff</script>");
  made.task(1, "\"],}\t</script>").run(1).note(1, "\xe2\x80\xa8 & \\u0000");
  const std::string file = exported(made.events());
  EXPECT_EQ(all_of(broken_rules(file)), "");
  EXPECT_EQ(file.find("</script"), file.npos);
}

TEST(perfetto, of_nothing_is_a_file_too) {
  EXPECT_EQ(all_of(broken_rules(exported(trace::log()))), "");
}

class perfetto_of_random_logs : public testing::TestWithParam<unsigned> {};

TEST_P(perfetto_of_random_logs, keeps_the_rules) {
  random_log made(GetParam());
  EXPECT_EQ(all_of(broken_rules(exported(made.grow(3000).events()))), "");
}

INSTANTIATE_TEST_SUITE_P(seeds, perfetto_of_random_logs,
                         testing::Range(1u, 9u));

}  // namespace

}  // namespace looplab::tests
