// SPDX-License-Identifier: BSL-1.0
//
// The way to a stop through a log so long that a key must not wait for it: it
// is gone in parts, and may be left after each of them.
#include "visualizer/program/stop_run.hpp"

#include <chrono>

#include <gtest/gtest.h>

namespace looplab::program {
namespace {

using std::chrono_literals::operator""s;

class long_search : public ::testing::Test {
 protected:
  static constexpr int entries = 300'000;

  long_search() {
    trace::place where;
    where.resolved = true;
    where.frames.push_back({"server.cpp", "serve", 10});
    const std::uint32_t usual = events_.add_place(where);
    where.frames[0].line = 20;
    const std::uint32_t rare = events_.add_place(where);
    events_.add_process({});
    for (int i = 0; i < entries; ++i) {
      trace::entry e{};
      e.kind = trace::event_kind::value;
      e.place = i == 7 || i == entries - 7 ? rare : usual;
      events_.append(e);
    }
    time_.catch_up();
    wanted_.file = "server.cpp";
    wanted_.line = 20;
    stops_.toggle(wanted_);
  }

  /// How often it had to be asked until it was there.
  int arrive() {
    int times = 0;
    for (; stops_.next(); ++times) {
      stops_.advance(now_);
    }
    return times;
  }

  trace::log events_;
  model::timeline time_{events_};
  player player_{time_, nullptr, true};
  stop_run stops_{time_, nullptr, player_};
  model::stop wanted_;
  stop_run::time_point now_ = stop_run::time_point() + 1s;
};

TEST_F(long_search, gets_there_part_by_part) {
  player_.seek(100);
  stops_.forward(now_);
  EXPECT_EQ(player_.cursor(), 100u) << "as long as nothing is found";
  EXPECT_NE(stops_.message().find("any key ends that"), std::string::npos);
  EXPECT_GT(arrive(), 2);
  EXPECT_EQ(player_.cursor(), entries - 7 + 1u);
  stops_.backward(now_);
  EXPECT_GT(arrive(), 2);
  EXPECT_EQ(player_.cursor(), 8u);
}

TEST_F(long_search, ends_when_a_key_says_so) {
  player_.seek(100);
  stops_.forward(now_);
  stops_.cancel();
  EXPECT_FALSE(stops_.next());
  stops_.advance(now_);
  EXPECT_EQ(player_.cursor(), 100u);
  EXPECT_EQ(stops_.message(), "");
}

TEST_F(long_search, says_that_there_is_none) {
  player_.seek(time_.size());
  stops_.forward(now_);
  EXPECT_EQ(stops_.message(), "No stop comes after this moment.");
  player_.seek(5);
  stops_.backward(now_);
  EXPECT_EQ(stops_.message(), "No stop comes before this moment.");
}

}  // namespace
}  // namespace looplab::program
