// SPDX-License-Identifier: BSL-1.0
//
// What a person has done with the exercises, kept as lines in a file of the
// person's own, which only grows: who asks reads it from its begin.
#pragma once

#include <string>

namespace looplab::program {

struct exercise_state {
  bool begun = false;    ///< its starter was copied
  bool passed = false;   ///< a check has passed
  bool gave_up = false;  ///< the solution was shown without that
  int hints = 0;         ///< how many were shown
};

exercise_state state_of(const std::string& exercise);

/// `what` is one of begun, checked, passed, gave-up, hint. A record that
/// cannot be written is lost; that must not stop anybody.
void note_exercise(const std::string& exercise, const std::string& what);

/// How many exercises of a chapter ("01") have been passed.
int passed_in(const std::string& chapter);

}  // namespace looplab::program
