// SPDX-License-Identifier: BSL-1.0
//
// Play, pause, step and rewind against a program that exists only as a gate:
// each permitted point makes it tell two more events. Time is a number.
#include "visualizer/program/player.hpp"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace looplab::program {
namespace {

using frame::command;
using frame::run_mode;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

constexpr trace::id loop_id = trace::descriptor_id(4);

/// A loop whose turns have four entries (begin, end, and an act after each) and
/// what the gate adds to them.
class fake_program final : public gate_door {
 public:
  fake_program() {
    trace::process_info process;
    process.pid = 7;
    process.name = "fake";
    events_.add_process(process);
  }

  bool hold(std::string& error) override {
    if (refuses) {
      error = "another controller holds this program";
      return false;
    }
    held_ = true;
    return true;
  }

  bool step() override {
    if (!stands_at_gate()) {
      return false;
    }
    ++steps;
    tell();
    return true;
  }

  void release() override { held_ = false; }

  bool held() const override { return held_; }

  bool stands_at_gate() const override { return held_ && !asleep; }

  bool ended() const override { return dead; }

  /// One point and what follows it up to the next one.
  void tell() {
    const bool begin = told_++ % 2 == 0;
    append(trace::event_kind::poll, begin ? 0 : 1);
    append(trace::event_kind::act, 0);
    // The gate's own doing: kept in the log, but no step of the program.
    append(trace::event_kind::gate, 0);
    append(trace::event_kind::gate, 1);
    time.catch_up();
  }

  trace::log events_;
  model::timeline time{events_};
  int steps = 0;
  bool asleep = false, dead = false, refuses = false;

 private:
  void append(trace::event_kind kind, int sub) {
    trace::entry e{};
    e.t_ns = static_cast<std::int64_t>(events_.size()) * 1000;
    e.kind = kind;
    e.sub = static_cast<std::uint8_t>(sub);
    e.subject = loop_id;
    e.thread = trace::thread_id_of(7);
    events_.append(e);
  }

  int told_ = 0;
  bool held_ = false;
};

struct player_test : testing::Test {
  fake_program program;
  player p{program.time, &program, false};
  player::time_point now{};

  void pass(std::chrono::milliseconds time) {
    for (; time > 0ms; time -= 5ms) {
      now += 5ms;
      p.advance(now);
    }
  }
};

TEST_F(player_test, slow_motion_shows_one_event_at_a_time) {
  p.play(now);
  EXPECT_TRUE(program.held());
  pass(10s);
  // Two events a second, and two events a step of the program.
  EXPECT_GE(program.steps, 6);
  EXPECT_LE(program.steps, 10);
  // Never more than one step of the program ahead of what is shown.
  EXPECT_GE(p.cursor() + 4, program.time.size());
  EXPECT_EQ(p.mode(), run_mode::live);
}

TEST_F(player_test, the_program_goes_on_only_when_everything_was_shown) {
  program.tell();
  program.tell();
  p.press(command::next, now);
  EXPECT_EQ(p.cursor(), 1u);
  EXPECT_EQ(program.steps, 0);
  for (int i = 0; i < 3; ++i) {
    p.press(command::next, now);
  }
  EXPECT_EQ(program.steps, 0);
  p.press(command::next, now);
  EXPECT_EQ(program.steps, 1);
}

TEST_F(player_test, a_sleeping_program_is_said_to_be_asleep) {
  program.asleep = true;
  p.press(command::next, now);
  EXPECT_EQ(program.steps, 0);
  EXPECT_NE(p.message().find("asleep"), std::string::npos);
}

TEST_F(player_test, pause_holds_and_back_never_moves_the_program) {
  p.play(now);
  pass(3s);
  p.press(command::play_pause, now);
  EXPECT_EQ(p.mode(), run_mode::held);
  const auto at = p.cursor();
  const int steps = program.steps;
  p.press(command::back, now);
  p.press(command::back, now);
  const auto back = p.cursor();
  EXPECT_LT(back, at);
  pass(5s);
  EXPECT_EQ(p.cursor(), back);
  EXPECT_EQ(program.steps, steps);
  EXPECT_FALSE(p.next().has_value()) << "held means no wake-up";
}

TEST_F(player_test, real_speed_lets_go) {
  p.set_speed(player::real_speed());
  p.play(now);
  EXPECT_FALSE(program.held());
  program.tell();
  p.advance(now);
  EXPECT_EQ(p.behind(), 0u);
  p.press(command::play_pause, now);
  EXPECT_TRUE(program.held());
}

TEST_F(player_test, a_turn_is_stepped_to_its_begin) {
  p.pause();
  for (std::uint64_t turn = 1; turn <= 10; ++turn) {
    p.press(command::next_turn, now);
    pass(200ms);
    EXPECT_EQ(program.time.turn_at(p.cursor()), turn);
    EXPECT_FALSE(p.next().has_value());
  }
  p.press(command::back_turn, now);
  EXPECT_LT(program.time.turn_at(p.cursor()), 10u);
  EXPECT_TRUE(program.held());
}

TEST_F(player_test, a_wanted_turn_waits_for_a_sleeping_program) {
  program.asleep = true;
  p.press(command::next_turn, now);
  pass(100ms);
  EXPECT_NE(p.message().find("asleep"), std::string::npos);
  program.asleep = false;
  pass(100ms);
  EXPECT_EQ(program.time.turn_at(p.cursor()), 1u);
}

TEST_F(player_test, says_paused_when_it_may_not_hold) {
  program.refuses = true;
  p.pause();
  EXPECT_EQ(p.mode(), run_mode::paused);
  EXPECT_NE(p.message().find("another controller"), std::string::npos);
}

TEST_F(player_test, speed_goes_through_the_list_and_stays_at_its_ends) {
  std::string slowest;
  for (int i = 0; i < 10; ++i) {
    p.press(command::slower, now);
    slowest = p.speed();
  }
  EXPECT_EQ(slowest, "1/2 event/s");
  for (int i = 0; i < 10; ++i) {
    p.press(command::faster, now);
  }
  EXPECT_EQ(p.speed(), "real speed");
}

TEST_F(player_test, slow_motion_shows_each_event_in_three_beats) {
  program.tell();
  p.pause();
  p.press(command::next, now);
  EXPECT_EQ(p.beat(), frame::beat::cause);
  EXPECT_EQ(p.next(), now + 150ms);
  pass(150ms);
  EXPECT_EQ(p.beat(), frame::beat::travel);
  pass(200ms);
  EXPECT_EQ(p.beat(), frame::beat::effect);
  pass(150ms);
  EXPECT_EQ(p.beat(), frame::beat::whole);
  EXPECT_FALSE(p.next().has_value()) << "what stands still needs no wake-up";
}

TEST_F(player_test, a_key_never_waits_for_a_beat) {
  program.tell();
  p.pause();
  p.press(command::next, now);
  p.press(command::next, now);
  EXPECT_EQ(p.cursor(), 2u);
  EXPECT_EQ(p.beat(), frame::beat::cause);
  for (const command what : {command::back, command::play_pause, command::start,
                             command::live, command::next_turn}) {
    p.seek(0);
    p.press(command::next, now);
    EXPECT_EQ(p.beat(), frame::beat::cause);
    p.press(what, now);
    EXPECT_EQ(p.beat(), frame::beat::whole);
    p.pause();
  }
}

TEST_F(player_test, beats_collapse_where_they_would_flicker) {
  program.tell();
  p.set_speed(player::slow_motion() + 2);  // 10 events a second
  p.press(command::next, now);
  EXPECT_EQ(p.beat(), frame::beat::whole);
  p.set_speed(player::real_speed());
  p.press(command::next, now);
  EXPECT_EQ(p.beat(), frame::beat::whole);
}

TEST(player_replay, moves_a_cursor_and_needs_no_program) {
  fake_program recorded;
  for (int i = 0; i < 5; ++i) {
    recorded.tell();
  }
  player p(recorded.time, nullptr, true);
  player::time_point now{};
  EXPECT_EQ(p.mode(), run_mode::replay);
  p.press(command::next, now);
  EXPECT_EQ(p.cursor(), 1u);
  p.press(command::live, now);
  EXPECT_EQ(p.cursor(), recorded.time.size());
  p.press(command::back, now);
  const auto one_back = p.cursor();
  p.press(command::next, now);
  p.press(command::back, now);
  EXPECT_EQ(p.cursor(), one_back) << "n then N comes back to the same place";
  p.press(command::start, now);
  EXPECT_EQ(p.cursor(), 0u);
  p.play(now);
  for (int i = 0; i < 4000; ++i) {
    now += 5ms;
    p.advance(now);
  }
  EXPECT_EQ(p.behind(), 0u);
  EXPECT_FALSE(p.next().has_value()) << "the end of a replay needs no wake-up";
}

}  // namespace
}  // namespace looplab::program
