// SPDX-License-Identifier: BSL-1.0
//
// A cast is a film of the terminal: what a terminal has received by the time of
// an event is, cell by cell, the frame of that event.
#include "visualizer/export/cast.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/export/cast_lines.hpp"
#include "tests/model/random_log.hpp"
#include "tests/support/pty_terminal.hpp"

namespace looplab::tests {

namespace {

namespace fs = std::filesystem;

class a_cast : public testing::Test {
 protected:
  a_cast() {
    const trace::id loop = log_builder::fd(4);
    made_.create(trace::thing_kind::loop, loop, "loop").task(1, "client 1");
    for (int turn = 0; turn < 3; ++turn) {
      made_.after_ms(40).poll_begin(loop).after_ms(3).poll_end(loop, 1);
      made_.wake(1).run(1).act(log_builder::fd(7), trace::verb::read, 5);
      made_.stop(1, trace::wait_why::io, log_builder::fd(7));
    }
    made_.events().add_caption({3, "A caption of the lesson."});
    time_.catch_up();
  }

  ~a_cast() override { fs::remove(bytes_); }

  std::string cast(double events_per_second) {
    std::ostringstream out;
    EXPECT_TRUE(exporting::write_cast(time_, how_, {0, time_.size()},
                                      {events_per_second, 2}, out));
    return out.str();
  }

  /// What a terminal shows that has received everything up to that time.
  std::string shown(const std::string& file, double seconds) {
    std::ofstream(bytes_) << bytes_until(file, seconds);
    support::pty_terminal screen(how_.extent.columns, how_.extent.rows,
                                 {"cat", bytes_});
    EXPECT_TRUE(screen.wait_for_exit());
    return screen.text();
  }

  static fs::path make_file() {
    std::string name = fs::temp_directory_path() / "looplab-cast-XXXXXX";
    const int fd = ::mkstemp(name.data());
    EXPECT_GE(fd, 0);
    ::close(fd);
    return name;
  }

  log_builder made_;
  model::timeline time_{made_.events()};
  exporting::picture how_;
  fs::path bytes_ = make_file();
};

TEST_F(a_cast, shows_at_each_moment_what_the_terminal_shows) {
  for (const double speed : {2.0, 20.0}) {
    how_.speed = "some speed";
    const std::string file = cast(speed);
    for (const std::size_t event : {0u, 1u, 5u, 9u, 14u, 20u}) {
      // The last instant before the next event: all its beats are over.
      const double when = (static_cast<double>(event) + 1) / speed - 0.001;
      const bool in_beats = speed < 8 && event > 0;
      const auto beat = in_beats ? frame::beat::effect : frame::beat::whole;
      EXPECT_EQ(shown(file, when),
                exporting::frame_at(time_, how_, event, beat).text())
          << "event " << event << " at speed " << speed;
    }
  }
}

TEST_F(a_cast, ends_with_the_end_of_the_recording) {
  for (const double speed : {0.0, 2.0, 1000.0}) {
    EXPECT_EQ(shown(cast(speed), 1e9),
              exporting::frame_at(time_, how_, time_.size()).text());
  }
}

TEST_F(a_cast, has_the_size_and_the_name_of_what_it_shows) {
  how_.extent = {80, 24};
  how_.title = "a \"lesson\"";
  const cast_head head = head_of(cast(2));
  EXPECT_EQ(head.version, 2);
  EXPECT_EQ(head.columns, 80);
  EXPECT_EQ(head.rows, 24);
  EXPECT_EQ(head.title, "a \"lesson\"");
  EXPECT_DOUBLE_EQ(head.idle_limit, 2);
  EXPECT_DOUBLE_EQ(head_of(cast(0.1)).idle_limit, 10);
}

TEST_F(a_cast, marks_turns_and_captions) {
  const auto marks = marks_of(cast(10));
  EXPECT_EQ(marks, (std::vector<std::string>{"A caption of the lesson.",
                                             "turn 1", "turn 2", "turn 3"}));
}

TEST_F(a_cast, draws_nothing_that_nobody_could_see) {
  for (const double speed : {0.0, 7.0, 500.0}) {
    const auto times = times_of(cast(speed));
    for (std::size_t i = 1; i < times.size(); ++i) {
      EXPECT_GT(times[i], times[i - 1]) << speed;
      if (i > 1) {
        EXPECT_GE(times[i] - times[i - 2], 1.0 / 31) << speed;
      }
    }
  }
}

TEST_F(a_cast, sends_only_what_changed) {
  const std::string file = cast(20);
  EXPECT_LT(bytes_until(file, 1e9).size(),
            bytes_until(file, 0).size() * times_of(file).size() / 2);
}

}  // namespace

}  // namespace looplab::tests
