// SPDX-License-Identifier: BSL-1.0
//
// From a log to a view: the line that runs from the log's own sources, samples
// no later than the cursor, descriptors and whom they wake.
#include <utility>

#include <gtest/gtest.h>

#include "tests/model/log_builder.hpp"
#include "visualizer/frame/live_view.hpp"

namespace looplab::tests {

namespace {

constexpr frame::size projected{100, 30};

class composed : public testing::Test {
 protected:
  composed() {
    const trace::id loop = log_builder::fd(4);
    made_.create(trace::thing_kind::loop, loop, "loop").task(1, "client 1");
    made_.open(7, "socket").name(log_builder::fd(7), "client 1");
    made_.watch(7, loop, 1, 1);
    made_.poll_begin(loop).poll_end(loop, 1);
    made_.ready(log_builder::fd(7), trace::readable, loop, 1);
    made_.wake(1, log_builder::fd(7));
    made_.at("/src/server.cpp", 3, "handle_client").run(1);
    trace::source_file file;
    file.path = "/src/server.cpp";
    file.lines = {"one", "two", "three", "four"};
    made_.events().add_source(std::move(file));
  }

  frame::live_view at(std::size_t cursor, bool real_time = false) {
    time_.catch_up();
    frame::viewer who;
    who.cursor = cursor;
    who.real_time_axis = real_time;
    return frame::compose(made_.events(), time_, who, projected);
  }

  void sample(std::uint32_t unread) {
    trace::sample taken;
    taken.sockets.push_back({7, "tcp", unread, 0});
    taken.threads.push_back({4711, 'S', "ep_poll", 0, 0, "server"});
    made_.events().add_sample(std::move(taken));
  }

  log_builder made_;
  model::timeline time_{made_.events()};
};

TEST_F(composed, shows_the_line_that_runs) {
  const auto view = at(made_.size());
  EXPECT_EQ(view.source.file, "server.cpp");
  EXPECT_EQ(view.source.current, 3u);
  EXPECT_EQ(view.source.who, "t1 client 1");
  EXPECT_NE(draw_live(view, projected, {}).text().find("three"),
            std::string::npos);
}

TEST_F(composed, shows_a_result_only_beside_the_line_of_whom_it_is) {
  made_.at("/src/server.cpp", 3, "handle_client");
  made_.act(log_builder::fd(7), trace::verb::read, 5);
  made_.stop(1, trace::wait_why::io, log_builder::fd(7)).task(2, "client 2");
  made_.run(2).act(log_builder::fd(7), trace::verb::read, 6);
  time_.catch_up();
  const auto note_for = [&](trace::id chosen) {
    frame::viewer who;
    who.cursor = made_.size();
    who.selected = chosen;
    return frame::compose(made_.events(), time_, who, projected).source.note;
  };
  EXPECT_EQ(note_for(0), "= 6");
  EXPECT_EQ(note_for(2), "= 6");
  EXPECT_EQ(note_for(1), "") << "task 1 got 5, and waits now";
}

TEST_F(composed, shows_tabs_as_blanks) {
  made_.at("/src/tabs.cpp", 2, "f").run(1);
  trace::source_file file;
  file.path = "/src/tabs.cpp";
  file.lines = {"int f() {", "\treturn 1;\t// one", "}"};
  made_.events().add_source(std::move(file));
  const auto view = at(made_.size());
  ASSERT_EQ(view.source.lines.size(), 3u);
  EXPECT_EQ(view.source.lines[1], "        return 1;       // one");
}

TEST_F(composed, shows_no_line_before_there_was_one) {
  const auto view = at(0);
  EXPECT_EQ(view.source.current, 0u);
  EXPECT_TRUE(view.source.lines.empty());
}

TEST(composed_place, is_told_by_its_name_where_there_is_no_source) {
  log_builder made;
  made.create(trace::thing_kind::thread, log_builder::thread(4711), "server");
  made.at("", 0, "server+0x3a1c").run(log_builder::thread(4711));
  made.at("/gone/loop.cpp", 31, "serve").run(log_builder::thread(4711));
  model::timeline time(made.events());
  time.catch_up();
  const auto text = [&](std::size_t cursor) {
    frame::viewer who;
    who.cursor = cursor;
    const auto view = frame::compose(made.events(), time, who, projected);
    EXPECT_TRUE(view.source.lines.empty());
    return draw_live(view, projected, {}).text();
  };
  EXPECT_NE(text(2).find("│ server+0x3a1c "), std::string::npos) << text(2);
  EXPECT_NE(text(3).find("│ serve  loop.cpp:31 "), std::string::npos);
  EXPECT_NE(text(1).find("no source line is known here"), std::string::npos);
}

TEST_F(composed, is_blank_where_no_sample_was_taken) {
  const std::size_t before = made_.size();
  sample(48);
  made_.stop(1, trace::wait_why::io, log_builder::fd(7));
  EXPECT_TRUE(at(before - 1).threads.empty());
  const auto view = at(made_.size());
  ASSERT_EQ(view.threads.size(), 1u);
  EXPECT_EQ(view.threads[0].where, "ep_poll");
}

TEST_F(composed, says_whom_a_descriptor_wakes_and_its_bytes) {
  sample(48);
  const auto view = at(made_.size());
  ASSERT_EQ(view.watched.size(), 1u);
  EXPECT_EQ(view.watched[0].fd, 7);
  EXPECT_EQ(view.watched[0].name, "client 1");
  EXPECT_EQ(view.watched[0].wakes, "t1");
  EXPECT_TRUE(view.watched[0].is_ready);
  EXPECT_NE(view.watched[0].ready.find("48 B"), std::string::npos);
}

TEST_F(composed, scrolls_to_the_chosen_task_of_its_own_process) {
  for (trace::id task = 2; task < 60; ++task) {
    made_.task(task, "client");
  }
  made_.process(4712, "worker").task(1, "of the worker");
  time_.catch_up();
  frame::viewer who;
  who.cursor = made_.size();
  who.selected = 1;
  who.selected_process = 1;
  const auto view = frame::compose(made_.events(), time_, who, projected);
  const std::string text = draw_live(view, projected, {}).text();
  EXPECT_NE(text.find("▸2 t61 of the"), text.npos) << text;
}

TEST_F(composed, lets_what_is_over_make_room_for_what_is_not) {
  made_.task(1, "first");
  for (trace::id task = 2; task < 30; ++task) {
    made_.task(task, "brief").end(task);
  }
  made_.task(40, "last");
  const std::string text = draw_live(at(made_.size()), projected, {}).text();
  EXPECT_NE(text.find("first"), text.npos) << text;
  EXPECT_NE(text.find("last"), text.npos) << text;
  EXPECT_NE(text.find("brief"), text.npos) << text;
}

TEST_F(composed, shows_no_more_descriptors_than_a_screen_has_rows) {
  const trace::id loop = log_builder::fd(4);
  for (int fd = 10'000; fd < 20'000; ++fd) {
    made_.open(fd, "socket").watch(fd, loop, 1, fd);
    made_.name(log_builder::fd(fd), "upstream 1");
  }
  auto view = at(made_.size());
  EXPECT_LE(view.watched.size(), 30u);
  const std::string text = draw_live(view, projected, {}).text();
  // A long number takes from the name, not from what is wanted.
  EXPECT_NE(text.find("10000 upstrea… read"), text.npos) << text;
}

TEST_F(composed, says_which_threads_stand_at_the_gate) {
  using trace::gate_phase;
  made_.on(4712).run(log_builder::thread(4712)).gate(gate_phase::held);
  made_.on(4711).gate(gate_phase::held).gate(gate_phase::released);
  trace::sample taken;
  for (const std::uint32_t tid : {4711u, 4712u, 4713u}) {
    taken.threads.push_back({tid, 'S', "futex_wait", 0, 0, "server"});
  }
  made_.events().add_sample(taken);
  made_.on(4713).gate(gate_phase::held);  // read a moment after the sample
  const auto view = at(made_.size());
  ASSERT_EQ(view.threads.size(), 3u);
  EXPECT_EQ(view.threads[0].where, "futex_wait");
  EXPECT_EQ(view.threads[1].where, "held by looplab");
  EXPECT_EQ(view.threads[2].where, "held by looplab");
}

TEST_F(composed, draws_equal_frames_for_equal_moments) {
  for (std::size_t cursor = 0; cursor < made_.size(); ++cursor) {
    const auto here = draw_live(at(cursor), projected, {});
    at(cursor + 1);
    EXPECT_EQ(here, draw_live(at(cursor), projected, {})) << cursor;
  }
}

TEST(composed_thread, that_polls_waits_in_poll_and_not_for_itself) {
  log_builder log;
  log.poll_begin(log_builder::thread(4711), 500);
  model::timeline time(log.events());
  time.catch_up();
  frame::viewer who;
  who.cursor = log.size();
  const std::string text =
      draw_live(frame::compose(log.events(), time, who, projected), projected,
                {})
          .text();
  EXPECT_NE(text.find("waits io     in poll"), std::string::npos) << text;
}

TEST_F(composed, keeps_the_scale_that_was_chosen) {
  time_.catch_up();
  frame::viewer who;
  who.cursor = made_.size();
  who.real_time_axis = true;
  who.ns_per_column = 50'000'000;
  const auto view = frame::compose(made_.events(), time_, who, projected);
  EXPECT_EQ(view.past.ns_per_column, 50'000'000);
  EXPECT_NE(draw_live(view, projected, {}).text().find("1 column = 50 ms"),
            std::string::npos);
}

TEST_F(composed, shows_real_time_when_asked_and_says_its_scale) {
  made_.stop(1, trace::wait_why::io, log_builder::fd(7));
  made_.poll_begin(log_builder::fd(4)).after_ms(50);
  made_.poll_end(log_builder::fd(4), 1);
  const auto steps = at(made_.size());
  EXPECT_EQ(steps.past.ns_per_column, 0);
  EXPECT_EQ(draw_live(steps, projected, {}).text().find("1 column"),
            std::string::npos);
  const auto slices = at(made_.size(), true);
  EXPECT_EQ(slices.past.ns_per_column, 1'000'000);
  EXPECT_EQ(slices.past.lanes.size(), slices.now.tasks.size());
  EXPECT_NE(draw_live(slices, projected, {}).text().find("1 column = 1 ms"),
            std::string::npos);
}

TEST_F(composed, shows_at_most_one_running_task_a_thread) {
  const auto view = at(made_.size());
  for (std::size_t i = 0; i < view.past.columns.size(); ++i) {
    int running = 0;
    for (const auto& lane : view.past.lanes) {
      running += lane.cells[i] == model::task_state::running ? 1 : 0;
    }
    EXPECT_LE(running, 1) << i;
  }
}

}  // namespace

}  // namespace looplab::tests
