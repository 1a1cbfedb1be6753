// SPDX-License-Identifier: BSL-1.0
//
// The gates of all processes of a program as one: all are held, slowed and
// released together, and a step lets the thread pass that has stood at its gate
// the longest, whichever process it belongs to. What is wished before a process
// has a gate is done as soon as it has one.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "trace/controller.hpp"
#include "visualizer/target/family.hpp"
#include "visualizer/target/target.hpp"

namespace looplab::target {

class shared_gate {
 public:
  explicit shared_gate(gate_state wish) : wish_(wish), began_(wish) {}

  /// A process came. Does what is wished; what it refuses is told by the next
  /// hold().
  void add(const trace_file& file);
  /// The process that wrote this file has ended: nothing of it can be held.
  void remove(const trace_file& file);

  bool hold(std::string& error);
  bool step();
  void slow(std::chrono::microseconds between_points);
  void release();

  gate_state state() const { return wish_; }

  bool stands() const;

 private:
  struct door {
    trace_file file;
    std::unique_ptr<trace::controller> control;
  };

  bool take(door& one, std::string& error);
  void do_wish(door& one);

  gate_state wish_;
  gate_state began_;
  std::chrono::microseconds between_points_{0};
  std::vector<door> doors_;
};

}  // namespace looplab::target
