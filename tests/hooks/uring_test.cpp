// SPDX-License-Identifier: BSL-1.0
//
// A program on liburing, with the library preloaded: it is told of when it
// hands over and when it may sleep, once each, and of nothing else of the ring.
#include <algorithm>

#include <gtest/gtest.h>

#include "tests/hooks/watched_run.hpp"

namespace looplab::test {

#if defined(PRELOAD)

TEST(uring, is_told_where_it_hands_over_and_where_it_sleeps) {
  const watched_run run = preload_into(URING_PROBE, {});
  if (run.status == 3) {
    GTEST_SKIP() << "this kernel refuses io_uring";
  }
  EXPECT_EQ(run.status, 0) << run.output;
  EXPECT_EQ(run.problem, "");
  std::vector<std::string> told = run.own.lines();
  std::erase_if(told, [](const std::string& line) {
    return !line.starts_with("poll") && !line.starts_with("post");
  });
  const std::vector<std::string> wanted{
      "post d1 2",                   // handed over, and done at once
      "poll d1 -1", "polled d1 2",   // both were waited for
      "poll d1 -1", "polled d1 1",   // handed over and waited
      "poll d1 1",  "polled d1 1",   // the same, for a millisecond at most
      "poll d1 1",  "polled d1 0"};  // for nothing
  EXPECT_EQ(told, wanted);
}

#else

TEST(uring, is_told_where_it_hands_over_and_where_it_sleeps) {
  GTEST_SKIP() << "a sanitizer's run-time cannot be preloaded before";
}

#endif

}  // namespace looplab::test
