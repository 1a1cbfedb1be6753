// SPDX-License-Identifier: BSL-1.0
//
// looplab-view and looplab-record as a script meets them: what they print, and
// the exit code, also when what they were told makes no sense or what they
// print has nowhere to go.
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/process.hpp"

namespace looplab {
namespace {

class shell_test : public testing::Test {
 protected:
  int run(const std::string& program, std::vector<std::string> arguments) {
    support::process started(
        {program, std::move(arguments), records_.environment(SHARE_FOLDER)});
    const int code = started.wait().value_or(-1);
    said_ = started.output();
    return code;
  }

  /// Records what a shell does with `script`.
  int record(const std::string& script) {
    return run(LOOPLAB_RECORD,
               {"-o", records_.file("run.loop"), "--", "sh", "-c", script});
  }

  int shell(const std::string& script) { return run("sh", {"-c", script}); }

  own_records records_;
  std::string said_;
};

TEST_F(shell_test, a_recorded_program_keeps_all_of_its_output) {
  EXPECT_EQ(record("seq 2000; printf 'no newline'"), 0);
  EXPECT_TRUE(said_.starts_with("1\n2\n3\n")) << said_;
  EXPECT_NE(said_.find("\n2000\nno newline"), std::string::npos) << said_;
}

TEST_F(shell_test, a_recorded_program_keeps_its_exit_code) {
  EXPECT_EQ(record("exit 4"), 4);
  EXPECT_EQ(record("kill -9 $$"), 128 + 9);
}

TEST_F(shell_test, what_is_no_process_id_is_refused) {
  for (const char* pid : {"", "0", "1.5", "-1", "nginx", "4294967297"}) {
    EXPECT_EQ(run(LOOPLAB_VIEW, {"attach", "--", pid}), 2) << pid << said_;
  }
}

TEST_F(shell_test, the_list_of_chapters_fits_a_terminal) {
  EXPECT_EQ(run(LOOPLAB_VIEW, {"list"}), 0) << said_;
  std::istringstream lines(said_);
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    EXPECT_LE(line.size(), 80u) << line;
  }
  EXPECT_GE(count, 14) << said_;  // two for each chapter
}

TEST_F(shell_test, a_full_disk_is_told) {
  for (const std::string verb : {"list", "learn 06 --lines"}) {
    EXPECT_EQ(shell(LOOPLAB_VIEW " " + verb + " >/dev/full"), 3) << verb;
    EXPECT_NE(said_.find("No space left on device"), std::string::npos)
        << said_;
  }
}

}  // namespace
}  // namespace looplab
