// SPDX-License-Identifier: BSL-1.0
//
// One watched run: the log that grows, its timeline, the program behind it (or
// none, for a replay), the lesson that plays its clients, and the recording
// that is being written. Everything but the screen.
#pragma once

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "trace/log.hpp"
#include "trace/recording.hpp"
#include "visualizer/model/timeline.hpp"
#include "visualizer/model/warnings.hpp"
#include "visualizer/program/output_lines.hpp"
#include "visualizer/program/player.hpp"
#include "visualizer/target/lesson.hpp"
#include "visualizer/target/target.hpp"

namespace looplab::program {

/// Thread safety: one thread.
class session final : public gate_door {
 public:
  using time_point = std::chrono::steady_clock::time_point;

  /// nullptr and one sentence in `error` on each of these when it cannot be.
  static std::unique_ptr<session> watch(const target::start_options& how,
                                        std::string& error);
  static std::unique_ptr<session> attach(std::uint32_t pid, std::string& error);
  static std::unique_ptr<session> learn(const target::lesson& what,
                                        const std::filesystem::path& programs,
                                        bool begin_held, std::string& error);
  /// A long recording is still being read then: collect() goes on with it.
  static std::unique_ptr<session> replay(const std::filesystem::path& file,
                                         std::string& note, std::string& error);

  /// Reads a recording to its end, for those who do not collect.
  void read_all();

  /// How many of a hundred parts of a recording are not read yet.
  int percent_unread() const;

  /// One sentence if the recording was found damaged; it ends there.
  const std::string& reading_problem() const { return reading_problem_; }

  /// From now on what comes is also written to this file.
  bool record_to(const std::filesystem::path& file, std::string& error);

  /// From now on what the program prints is passed on there as it comes.
  void echo_to(std::FILE* where) { echo_ = where; }

  /// Ends the recording: false and a sentence if it could not be completed.
  bool finish_recording(std::string& error);

  /// Takes in what happened: events, output, samples, places, the lesson's
  /// progress. Returns how many entries came.
  std::size_t collect(time_point now);
  /// Resolves every place there is so far: for those who print at once. May
  /// take tens of milliseconds a module.
  void resolve_all();
  /// Descriptors whose readiness means that collect() has something to do.
  std::vector<int> descriptors() const;
  /// Whether anything can happen without a key: false when every thread of the
  /// program stands at the gate and no client is under way.
  bool can_change() const;

  const trace::log& events() const { return log_; }

  const model::timeline& time() const { return timeline_; }

  /// What was found so far. A long recording is looked through in parts, one
  /// in each collect().
  const model::warnings& found() const { return *found_; }

  /// Looks through all there is.
  void find_all();
  /// What is worth a warning. From the beginning again.
  void limit_warnings(const model::warning_limits& limits);

  target::target* program() const { return program_; }

  const target::lesson* lesson() const { return lesson_.get(); }

  bool lesson_finished() const;
  /// One sentence if the lesson did not go as written, else empty.
  std::string lesson_problem() const;

  bool is_replay() const { return program_ == nullptr; }

  const std::vector<std::string>& output() const { return output_.lines(); }

  std::string title() const;
  /// Ends or lets go of the program, and records how it ended; safe to call
  /// twice.
  void finish();

  bool hold(std::string& error) override;
  bool step() override;
  void release() override;
  bool held() const override;
  bool stands_at_gate() const override;
  bool ended() const override;

 private:
  session();
  static std::unique_ptr<session> of(std::unique_ptr<target::target> program);
  void take_output();
  void take_last_words();
  void take_sample(time_point now, std::size_t came);
  std::size_t read_on(std::size_t about);
  std::size_t read_a_part();
  void keep_a_window();
  void let_go_of_the_oldest();

  trace::log log_;
  model::timeline timeline_;
  std::unique_ptr<model::warnings> found_;
  std::unique_ptr<target::target> owned_;
  std::unique_ptr<target::lesson> lesson_;
  std::unique_ptr<target::lesson_player> clients_;
  target::target* program_ = nullptr;
  std::unique_ptr<trace::recording_reader> reading_;
  std::string reading_problem_;
  std::unique_ptr<trace::recording_writer> recording_;
  std::string recording_problem_;
  std::FILE* echo_ = nullptr;
  output_lines output_;
  time_point next_sample_{};
  bool finished_ = false;
};

}  // namespace looplab::program
