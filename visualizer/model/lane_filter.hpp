// SPDX-License-Identifier: BSL-1.0
//
// Which lanes a person wants to see, from one line of words: parts of names,
// "state:ready", "waits:lock". A lane is shown if every word is true of it. A
// word may be typed half: what it could become is admitted meanwhile.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "visualizer/model/state.hpp"

namespace looplab::model {

/// "io", "timer", "lock", "join", "chan", "cond", "work": what somebody who
/// waits waits for, in the word that its lane has; "" if it does not wait.
std::string_view wait_word(task_state state, trace::wait_why why);

class lane_filter {
 public:
  explicit lane_filter(std::string_view line);

  /// Whether it admits everybody.
  bool empty() const { return words_.empty(); }

  /// Capitals do not matter.
  bool admits(const task& lane) const;

  /// The first word that no lane can ever be, "" if there is none.
  const std::string& unknown() const { return unknown_; }

 private:
  enum class about { name, state, waits };

  struct word {
    about what = about::name;
    std::string text;
  };

  std::vector<word> words_;
  std::string unknown_;
};

}  // namespace looplab::model
