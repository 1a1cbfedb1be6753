// SPDX-License-Identifier: BSL-1.0
//
// A line is: seconds since 1970, the exercise, what was done.
#include "visualizer/program/exercise_record.hpp"

#include <ctime>
#include <fstream>
#include <set>

#include "visualizer/program/places.hpp"

namespace looplab::program {

namespace {

template <class Each>
void for_each_line(const Each& each) {
  std::ifstream file(records_folder() / "exercises");
  std::time_t when = 0;
  std::string exercise, what;
  while (file >> when >> exercise >> what) {
    each(exercise, what);
  }
}

}  // namespace

exercise_state state_of(const std::string& exercise) {
  exercise_state out;
  for_each_line([&](const std::string& which, const std::string& what) {
    if (which == exercise) {
      out.begun = true;
      out.passed = out.passed || what == "passed";
      out.gave_up = out.gave_up || what == "gave-up";
      out.hints += what == "hint" ? 1 : 0;
    }
  });
  return out;
}

void note_exercise(const std::string& exercise, const std::string& what) {
  std::ofstream file(records_folder() / "exercises", std::ios::app);
  file << std::time(nullptr) << ' ' << exercise << ' ' << what << '\n';
}

int passed_in(const std::string& chapter) {
  std::set<std::string> passed;
  for_each_line([&](const std::string& which, const std::string& what) {
    if (what == "passed" && which.substr(0, 2) == chapter) {
      passed.insert(which);
    }
  });
  return static_cast<int>(passed.size());
}

}  // namespace looplab::program
