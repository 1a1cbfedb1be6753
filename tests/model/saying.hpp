// SPDX-License-Identifier: BSL-1.0
//
// One event and the two lines that are told about it, as a test's parameter.
#pragma once

#include <ostream>
#include <string>

#include <gtest/gtest.h>

#include "tests/model/whole_log.hpp"

namespace looplab::tests {

struct saying {
  const char* name;
  void (*happens)(log_builder&);
  const char* what;
  const char* next;
};

inline void PrintTo(const saying& s, std::ostream* to) {
  *to << s.name;
}

inline std::string name_of(const testing::TestParamInfo<saying>& one) {
  return one.param.name;
}

inline void expect_told(log_builder& log, const saying& s) {
  model::timeline time(log.events());
  time.catch_up();
  const model::narration told = time.tell(time.size());
  EXPECT_EQ(told.what, s.what);
  EXPECT_EQ(told.next, s.next);
}

/// It happens to a server with a loop and two tasks, in its first turn.
class OnLoop : public testing::TestWithParam<saying> {};

/// It happens to a program with threads only.
class OnThread : public testing::TestWithParam<saying> {};

}  // namespace looplab::tests
