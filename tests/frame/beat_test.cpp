// SPDX-License-Identifier: BSL-1.0
//
// The three beats of an event: what lights up in each, and that nothing is left
// of them afterwards.
#include <string>

#include <gtest/gtest.h>

#include "tests/model/log_builder.hpp"
#include "tests/model/random_log.hpp"
#include "visualizer/frame/live_view.hpp"

namespace looplab::tests {

namespace {

using frame::beat;

constexpr frame::size laptop{100, 30};

class beats_of_an_event : public testing::Test {
 protected:
  beats_of_an_event() {
    const trace::id loop = log_builder::fd(4);
    log_.open(4, "epoll").open(7, "socket").watch(7, loop, 1, 70);
    log_.task(1, "client 1").task(2, "client 2");
    log_.poll_begin(loop, 100).poll_end(loop, 1);
  }

  frame::grid drawn(beat in) {
    time_.catch_up();
    frame::viewer who;
    who.cursor = log_.size();
    who.in = in;
    return draw_live(compose(log_.events(), time_, who, laptop), laptop, {});
  }

  /// The reversed cells of a frame, row by row, without blanks at the ends.
  std::string lit(beat in) {
    const frame::grid picture = drawn(in);
    std::string out;
    for (int y = 0; y < laptop.rows; ++y) {
      frame::grid row({laptop.columns, 1});
      for (int x = 0; x < laptop.columns; ++x) {
        if (picture.at(x, y).reversed) {
          row.put(x, 0, picture.at(x, y).glyph, frame::style::text);
        }
      }
      std::string text = row.text();
      text.erase(0, text.find_first_not_of(' '));
      out += text == "\n" ? "" : text;
    }
    return out;
  }

  log_builder log_;
  model::timeline time_{log_.events()};
};

TEST_F(beats_of_an_event, of_a_descriptor_that_is_ready) {
  log_.ready(0, trace::readable, log_builder::fd(4), 70);
  EXPECT_TRUE(lit(beat::cause).starts_with("7 socket")) << lit(beat::cause);
  EXPECT_EQ(lit(beat::travel), "fd 7 ●\n");
  EXPECT_NE(lit(beat::effect).find("●"), std::string::npos);
  EXPECT_EQ(lit(beat::whole), "");
}

// Another process has an fd 7, an epoll and tasks of its own; the rows and the
// boxes on the screen are not theirs.
TEST_F(beats_of_an_event, of_another_process_light_nothing_of_the_first) {
  log_.process(2, "other");
  log_.open(7, "socket").task(1, "client 1");
  log_.ready(log_builder::fd(7), trace::readable, log_builder::fd(4));
  EXPECT_EQ(lit(beat::cause), "");
  EXPECT_EQ(lit(beat::travel), "");
  log_.wake(1, log_builder::fd(7));
  EXPECT_EQ(lit(beat::travel), "");
  log_.poll_begin(log_builder::fd(4), 100);
  EXPECT_EQ(lit(beat::effect).find("loop"), std::string::npos)
      << lit(beat::effect);
}

TEST_F(beats_of_an_event, of_a_task_that_is_put_in_line) {
  log_.ready(log_builder::fd(7), trace::readable, log_builder::fd(4));
  log_.wake(1, log_builder::fd(7));
  EXPECT_TRUE(lit(beat::cause).starts_with("7 socket")) << lit(beat::cause);
  EXPECT_EQ(lit(beat::travel), "t1 client 1\n");
  EXPECT_NE(lit(beat::effect).find("READY"), std::string::npos);
}

TEST_F(beats_of_an_event, of_a_task_that_is_woken_by_another) {
  log_.run(2).wake(1, 2);
  EXPECT_NE(lit(beat::cause).find("RUNNING"), std::string::npos);
  EXPECT_NE(lit(beat::effect).find("READY"), std::string::npos);
}

TEST_F(beats_of_an_event, of_a_task_that_runs) {
  log_.wake(1).wake(2).run(1);
  EXPECT_EQ(lit(beat::cause), "[t1 client 1]\n");
  EXPECT_EQ(lit(beat::travel), "t1 client 1\n");
  EXPECT_NE(lit(beat::effect).find("RUNNING"), std::string::npos);
}

TEST_F(beats_of_an_event, of_a_timer_that_is_due) {
  log_.arm(30, 1, 20'000).done(30, trace::verb::arm);
  EXPECT_EQ(lit(beat::cause), "timer 30\n");
  EXPECT_EQ(lit(beat::travel), "t1 client 1\n");
}

TEST_F(beats_of_an_event,
       of_a_task_that_waits_are_in_the_colour_of_its_reason) {
  log_.at("/src/server.cpp", 3, "handle_client").run(1);
  log_.at("/src/server.cpp", 4, "handle_client");
  log_.stop(1, trace::wait_why::io, log_builder::fd(7));
  trace::source_file file;
  file.path = "/src/server.cpp";
  file.lines = {"one", "two", "three", "four"};
  log_.events().add_source(std::move(file));
  EXPECT_NE(lit(beat::cause).find("four"), std::string::npos);
  const frame::grid picture = drawn(beat::cause);
  bool coloured = false;
  for (int y = 0; y < laptop.rows; ++y) {
    coloured |= picture.at(8, y).reversed &&
                picture.at(8, y).look == frame::style::waits_io;
  }
  EXPECT_TRUE(coloured);
  EXPECT_NE(lit(beat::effect).find("waits io"), std::string::npos);
}

TEST_F(beats_of_an_event, show_the_state_before_it_until_its_effect) {
  log_.wake(1).run(1);
  const auto says = [&](beat in) {
    return drawn(in).text().find("RUNNING") != std::string::npos;
  };
  EXPECT_FALSE(says(beat::cause));
  EXPECT_FALSE(says(beat::travel));
  EXPECT_TRUE(says(beat::effect));
}

/// The picture without what a beat lit.
frame::grid unlit(const frame::grid& picture) {
  frame::grid out(picture.extent());
  for (int y = 0; y < picture.extent().rows; ++y) {
    for (int x = 0; x < picture.extent().columns; ++x) {
      out.put(x, y, picture.at(x, y).glyph, picture.at(x, y).look);
    }
  }
  return out;
}

bool is_edge(char32_t glyph) {
  return glyph >= U'─' && glyph <= U'╿';
}

/// The first cell in which a traveller does wrong: what it changes is lit or
/// blotted out, it stands apart from what is left, and edges of boxes stay.
std::string disturbed(const frame::grid& before, const frame::grid& after) {
  for (int y = 0; y < after.extent().rows; ++y) {
    for (int x = 1; x < after.extent().columns; ++x) {
      const frame::cell& old = before.at(x, y);
      const frame::cell& now = after.at(x, y);
      const bool lit = now.reversed && !old.reversed;
      const bool apart =
          after.at(x - 1, y).glyph == U' ' || after.at(x - 1, y).reversed;
      const bool same = old.glyph == now.glyph;
      if ((!same && is_edge(old.glyph)) || (lit && !apart) ||
          (!same && !lit && now.glyph != U' ')) {
        return after.row(y);
      }
    }
  }
  return "";
}

TEST(beats, leave_nothing_behind_and_stay_in_the_frame) {
  random_log log(7);
  model::timeline time(log.grow(400).events());
  time.catch_up();
  for (const frame::size extent : {frame::size{80, 24}, laptop}) {
    for (std::size_t n = 0; n <= time.size(); ++n) {
      const auto draw = [&](beat in) {
        frame::viewer who;
        who.cursor = n;
        who.in = in;
        return draw_live(compose(log.grow(0).events(), time, who, extent),
                         extent, {});
      };
      const frame::grid whole = draw(beat::whole);
      EXPECT_EQ(whole, unlit(whole)) << n;
      EXPECT_EQ(unlit(draw(beat::effect)), whole) << n;
      EXPECT_EQ(disturbed(unlit(draw(beat::cause)), draw(beat::travel)), "");
    }
  }
}

}  // namespace

}  // namespace looplab::tests
