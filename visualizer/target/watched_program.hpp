// SPDX-License-Identifier: BSL-1.0
//
// The one implementation of target: a program that was started or attached to,
// with its traces, its gates, its terminal and what /proc says of it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "visualizer/target/descriptor.hpp"
#include "visualizer/target/family.hpp"
#include "visualizer/target/launch.hpp"
#include "visualizer/target/merged_trace.hpp"
#include "visualizer/target/output_keeper.hpp"
#include "visualizer/target/proc_sampler.hpp"
#include "visualizer/target/resolver.hpp"
#include "visualizer/target/shared_gate.hpp"
#include "visualizer/target/target.hpp"

namespace looplab::target {

class watched_program final : public target {
 public:
  /// A program that was just launched; its files are not there yet.
  watched_program(launched program, output_keeper printed, family traces,
                  bool began_held, std::string hidden);
  /// A process that runs already.
  watched_program(std::uint32_t pid, descriptor end, family traces);
  ~watched_program() override;

  /// For a process that was attached to: opens its trace if it has one. False
  /// and one sentence in `error` if that is refused.
  bool find_living(std::string& error);

  std::size_t drain(trace::log& into, std::size_t most) override;
  void sample(trace::log& into) override;
  void resolve(trace::log& into, std::size_t most) override;

  bool has_trace() const override { return traces_.any(); }

  bool running() const override;
  std::optional<int> exit_status() const override;

  std::uint32_t pid() const override { return pid_; }

  bool hold(std::string& error) override;

  bool step() override { return gates_.step(); }

  void slow(std::chrono::microseconds between_points) override {
    gates_.slow(between_points);
  }

  void release() override { gates_.release(); }

  gate_state gate() const override { return gates_.state(); }

  bool stands_at_gate() const override { return gates_.stands(); }

  const std::string& hidden() const override { return hidden_; }

  std::string output() override;
  const std::string& first_output() override;
  std::vector<int> descriptors() const override;
  void finish() override;

 private:
  void find_traces();
  void take_output();
  void take_last_output();
  void learn_status() const;
  void end_group();
  bool group_ends_within(std::chrono::milliseconds grace);
  void signal_all(int number);
  void reap_orphans();
  std::optional<std::uint16_t> index_of(std::uint32_t pid, trace::log& in);

  std::uint32_t pid_;
  bool ours_;
  descriptor end_;
  std::optional<output_keeper> printed_;
  family family_;
  merged_trace traces_;
  shared_gate gates_;
  proc_sampler sampler_;
  resolver resolver_;
  std::string hidden_, untaken_, first_;

  /// The last reading that said something new, and how often it was repeated.
  struct last_reading {
    trace::sample seen;
    std::size_t repeats = 0;
  };

  std::map<std::uint32_t, last_reading> last_samples_;
  int samples_without_trace_ = 0;
  mutable std::optional<int> status_;
  mutable bool first_ended_ = false, all_ended_ = false;
  bool reaped_ = false;
};

}  // namespace looplab::target
