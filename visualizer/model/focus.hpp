// SPDX-License-Identifier: BSL-1.0
//
// The loop that a history is told for, and what the history asks about it in
// every column. Where there is no loop, everything the log knows is meant.
#pragma once

#include <cstdint>

#include "visualizer/model/facts.hpp"
#include "visualizer/model/state.hpp"
#include "visualizer/model/whose.hpp"

namespace looplab::model {

/// Refers to facts that may change between two questions.
class focus {
 public:
  /// `loop` is a slot of `now.loops`, or no_slot.
  focus(const facts& now, std::uint32_t loop, whose chosen)
      : now_(now), loop_(loop), chosen_(chosen) {}

  bool covers(std::uint16_t process) const {
    if (chosen_) {
      return process == *chosen_;
    }
    return !has_loop() || process == now_.loops[loop_].process;
  }

  std::uint64_t turn() const { return has_loop() ? now_.loops[loop_].turn : 0; }

  /// As a column shows it: a poll that is not to wait is no sleep.
  loop_phase phase() const {
    if (!has_loop()) {
      return loop_phase::none;
    }
    const loop_record& l = now_.loops[loop_];
    return l.phase == loop_phase::asleep && l.timeout_ms == 0
               ? loop_phase::polled
               : l.phase;
  }

  bool anybody_runs() const {
    for (std::size_t i = 0; i < now_.tasks.size(); ++i) {
      const task_record& t = now_.tasks[i];
      if (t.self != 0 && t.state == task_state::running && covers(t.process)) {
        return true;
      }
    }
    return false;
  }

  /// Threads that stand at our gate: then time passes, but not for the program.
  std::uint32_t held() const {
    std::uint32_t threads = 0;
    for (std::uint16_t p = 0; p < now_.processes.size(); ++p) {
      threads += covers(p) ? now_.processes[p].held : 0;
    }
    return threads;
  }

 private:
  bool has_loop() const { return loop_ < now_.loops.size(); }

  const facts& now_;
  std::uint32_t loop_;
  whose chosen_;
};

}  // namespace looplab::model
