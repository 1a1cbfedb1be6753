// SPDX-License-Identifier: BSL-1.0
//
// Play, pause, step and rewind. Forward at the end of what is known means
// letting the real program go on by one point of its gate; everything else
// moves a cursor over the log. Owns no clock: the time is a parameter.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "visualizer/frame/keys.hpp"
#include "visualizer/frame/live_view.hpp"
#include "visualizer/model/timeline.hpp"
#include "visualizer/program/beats.hpp"

namespace looplab::program {

/// What the player asks of the program it watches. A replay has none.
class gate_door {
 public:
  virtual ~gate_door() = default;
  virtual bool hold(std::string& error) = 0;
  virtual bool step() = 0;
  virtual void release() = 0;
  virtual bool held() const = 0;
  virtual bool stands_at_gate() const = 0;
  virtual bool ended() const = 0;
};

/// Thread safety: one thread.
class player {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// `door` may be nullptr (replay, or a program without a gate) and must
  /// outlive the player.
  player(const model::timeline& time, gate_door* door, bool is_replay);

  /// Index in the list of speeds; the last one is real speed.
  void set_speed(int index);
  static int slow_motion();  ///< 2 events a second
  static int real_speed();

  void play(time_point now);
  void pause();
  /// Does what the key means for time; false if it means something else.
  bool press(frame::command what, time_point now);
  /// Moves on as far as the time and the log allow.
  void advance(time_point now);
  /// When advance() has something to do again; nothing = only when the log
  /// grows or a key comes.
  std::optional<time_point> next() const;

  /// Lets the program step until this turn, and stands there; a turn that has
  /// been is passed over.
  void go_to_turn(std::uint64_t turn);

  std::size_t cursor() const { return cursor_; }

  /// Of the event before the cursor.
  frame::beat beat() const { return beats_.at(); }

  void seek(std::size_t cursor);

  /// Whose turns `t` and `T` go to.
  void look_at(model::whose process) { process_ = process; }

  frame::run_mode mode() const;
  std::size_t behind() const;
  std::string speed() const;

  const std::string& message() const { return message_; }

  bool playing() const { return playing_; }

 private:
  bool at_real_speed() const;
  bool at_end() const;
  void take_hold();
  /// Where the next / previous step of the program ends; the cursor itself if
  /// there is none.
  std::size_t after_next() const;
  std::size_t after_previous() const;
  void step_forward(time_point now);
  void step_program();
  void seek_turn();
  void pursue_turn(time_point now);
  void change_speed(int by, time_point now);
  std::chrono::microseconds interval() const;

  const model::timeline& time_;
  gate_door* door_;
  bool replay_;
  bool playing_ = false;
  int speed_;
  std::size_t cursor_ = 0;
  model::whose process_;
  /// The turn that `t` waits for while it steps the program; 0 = none.
  std::uint64_t wanted_turn_ = 0;
  time_point due_{};
  beats beats_;
  std::string message_;
};

}  // namespace looplab::program
