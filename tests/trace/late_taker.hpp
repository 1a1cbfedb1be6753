// SPDX-License-Identifier: BSL-1.0
//
// A second controller in a process of its own.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "trace/controller.hpp"

namespace looplab::trace::testing {

/// Another process that tries to take the gate when it is told to. It begins
/// before anybody here has it, and so knows of nobody but by the file.
class late_taker {
 public:
  explicit late_taker(const std::filesystem::path& file) {
    EXPECT_EQ(pipe(go_), 0);
    pid_ = fork();
    if (pid_ == 0) {
      char told = 0;
      std::string error;
      _exit(read(go_[0], &told, 1) == 1 && controller::take(file, error) ? 0
                                                                         : 1);
    }
  }

  bool takes_it() const {
    int status = 0;
    EXPECT_EQ(write(go_[1], "g", 1), 1);
    EXPECT_EQ(waitpid(pid_, &status, 0), pid_);
    return WEXITSTATUS(status) == 0;
  }

  ~late_taker() {
    close(go_[0]);
    close(go_[1]);
  }

  late_taker(const late_taker&) = delete;
  late_taker& operator=(const late_taker&) = delete;

 private:
  int go_[2] = {};
  pid_t pid_ = 0;
};

}  // namespace looplab::trace::testing
