// SPDX-License-Identifier: BSL-1.0
//
// The warnings of a recording as a person and as a script meet them: the list
// over the screen, and the lines without one.
#include <string>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/process.hpp"
#include "tests/support/pty_terminal.hpp"

namespace looplab::tests {
namespace {

using support::process;
using support::pty_terminal;

class warnings_list : public testing::Test {
 protected:
  void SetUp() override {
    process recorder({LOOPLAB_RECORD,
                      {"-o", file_, "--", TROUBLES, "sleep_in_the_loop"},
                      records_.environment(SHARE_FOLDER)});
    ASSERT_EQ(recorder.wait(), 0) << recorder.output();
    told_ = recorder.output();
  }

  own_records records_;
  std::string file_ = records_.file("run.loop");
  std::string told_;
};

TEST_F(warnings_list, is_told_at_the_end_of_a_recording) {
  EXPECT_NE(told_.find("! blocking call: troubles slept for"), told_.npos)
      << told_;
  EXPECT_NE(told_.find("Arm a timer"), told_.npos) << told_;
}

TEST_F(warnings_list, is_printed_for_scripts) {
  process replay({LOOPLAB_VIEW, {"replay", file_, "--warnings", "--json"}});
  ASSERT_EQ(replay.wait(), 0);
  const std::string text = replay.output();
  EXPECT_EQ(text.find("{\"kind\":\"blocking call\",\"pid\":"), 0u) << text;
  // Of its sleeps, those that are proven to be its own.
  EXPECT_NE(text.find("\"count\":"), text.npos) << text;
  EXPECT_NE(text.find("\"place\":\"blocking.cpp:"), text.npos) << text;
  EXPECT_EQ(text.back(), '\n');
}

TEST_F(warnings_list, is_a_matter_of_the_limit) {
  process replay(
      {LOOPLAB_VIEW, {"replay", file_, "--warnings", "--long-handler", "0"}});
  EXPECT_EQ(replay.wait(), 2) << replay.output();
}

TEST_F(warnings_list, opens_over_the_screen_and_leads_to_the_moment) {
  const auto set = records_.environment(SHARE_FOLDER);
  pty_terminal t(100, 30, {LOOPLAB_VIEW, "replay", file_},
                 {set.begin(), set.end()});
  ASSERT_TRUE(t.wait_for_text("! 0 of 1")) << t.text();
  t.type("w");
  ASSERT_TRUE(t.wait_for_text("Arm a timer")) << t.text();
  EXPECT_NE(t.text().find("later"), std::string::npos) << t.text();
  t.type("\r");
  ASSERT_TRUE(t.wait_for_text(" ! 1 ")) << t.text();
  EXPECT_EQ(t.text().find("Arm a timer"), std::string::npos) << t.text();
  t.type("w");
  // Once, or more often if several became known with the same reading.
  ASSERT_TRUE(t.wait_for_text(" 30 ms")) << t.text();
  t.type("q");
  ASSERT_TRUE(t.wait_for([&] {
    return t.text().find("WARNINGS") == std::string::npos;
  })) << t.text();
  t.type("q");
  EXPECT_TRUE(t.wait_for_exit().has_value());
}

}  // namespace
}  // namespace looplab::tests
