// SPDX-License-Identifier: BSL-1.0
//
// A scenario must be told in exactly these lines, however the hooks came in.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/hooks/watched_run.hpp"

namespace looplab::test {

using lines = std::vector<std::string>;

/// Once for each way in which hooks can come into a program.
class every_way : public testing::TestWithParam<hooked> {
 protected:
  /// The scenario's lines in the main thread, after its own introduction.
  lines told(const std::string& scenario) {
    run_ = probe(GetParam(), scenario);
    EXPECT_EQ(run_.status, 0) << run_.output;
    EXPECT_EQ(run_.problem, "");
    lines all = run_.own.lines();
    EXPECT_GE(all.size(), 2u);
    if (all.size() < 2) {
      return {};
    }
    EXPECT_EQ(all[1], "run -");
    return {all.begin() + 2, all.end() - (all.back() == "end t1" ? 1 : 0)};
  }

  watched_run run_;
};

inline std::string name_of(const testing::TestParamInfo<hooked>& how) {
  return word_of(how.param);
}

}  // namespace looplab::test
