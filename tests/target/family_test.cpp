// SPDX-License-Identifier: BSL-1.0
//
// Programs of several processes, most of them short: a script that forks
// subshells and then becomes the program that was meant.
#include <stdlib.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string_view>

#include <gtest/gtest.h>

#include "tests/support/tcp_client.hpp"
#include "tests/target/watched.hpp"
#include "visualizer/model/timeline.hpp"

namespace looplab::target {
namespace {

using support::tcp_client;

/// Subshells that end by _exit, are killed or become another program, the first
/// of them when it is told to; at last the script itself becomes a server.
constexpr const char* wrapper = R"sh(
(told=$(echo deep); read line < "$2")
told=$(echo "$(echo deep)")
(told=$(echo deep); kill -9 $BASHPID)
told=$(told=$(echo deep); exec cat /dev/null)
exec "$1"
)sh";

class Family : public testing::Test {
 protected:
  void SetUp() override {
    if (std::string_view(PRELOAD).empty()) {
      GTEST_SKIP() << "a sanitizer's runtime must be the first library";
    }
    if (std::system("command -v bash >/dev/null") != 0) {
      GTEST_SKIP() << "bash is not installed";
    }
    std::string name =
        std::filesystem::temp_directory_path() / "looplab-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    const std::string told = folder_ / "told";
    ASSERT_EQ(::mkfifo(told.c_str(), 0600), 0);
    it_ = std::make_unique<watched>(
        std::vector<std::string>{"bash", "-c", wrapper, "wrapper",
                                 PLAIN_GREETER, told},
        [](start_options& how) { how.preload = PRELOAD; });
    // The first subshell is seen; then it may end.
    ASSERT_TRUE(until([this] { return events().processes().size() >= 2; }));
    std::ofstream(told) << "go on\n";
    tcp_client client(it_->port());
    client.send("x");
    ASSERT_TRUE(client.wait_for_end());
  }

  void TearDown() override {
    it_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  const trace::log& events() const { return it_->events; }

  bool until(const std::function<bool()>& holds) { return it_->until(holds); }

  /// The programs of whoever has a lane that is not over.
  std::vector<std::string> living() const {
    model::timeline time(events());
    time.catch_up();
    std::vector<std::string> names;
    for (const model::task& t : time.at(time.size()).tasks) {
      if (t.state != model::task_state::done &&
          t.kind == trace::thing_kind::thread) {
        names.push_back(events().processes()[t.process].name);
      }
    }
    return names;
  }

  const std::vector<std::string> server_ = {"greeter_plain"};
  std::filesystem::path folder_;
  std::unique_ptr<watched> it_;
};

TEST_F(Family, OnlyWhatAScriptHasBecomeGoesOn) {
  EXPECT_TRUE(until([this] { return living() == server_; }))
      << testing::PrintToString(living());
  for (std::size_t i = 1; i < events().size(); ++i) {
    ASSERT_LE(events()[i - 1].t_ns, events()[i].t_ns);
  }
}

TEST_F(Family, WhatHasEndedIsNotInTheWayOfAHold) {
  ASSERT_TRUE(until([this] { return living() == server_; }));
  std::string error;
  EXPECT_TRUE(it_->program->hold(error)) << error;
  it_->program->release();
}

/// Its file may get the inode of the file that it had before.
TEST_F(Family, WhatWasHiddenForAWhileIsSeenAgain) {
  constexpr const char* hiding = R"sh(
kept=$LD_PRELOAD exec env -u LD_PRELOAD bash -c \
  'read line < "$2"; LD_PRELOAD=$kept exec "$1"' hidden "$@"
)sh";
  const std::string told = folder_ / "told";
  it_.reset();  // and with it its trace directory
  it_ = std::make_unique<watched>(
      std::vector<std::string>{"bash", "-c", hiding, "hiding", PLAIN_GREETER,
                               told},
      [](start_options& how) { how.preload = PRELOAD; });
  ASSERT_TRUE(until([this] {
    return !events().processes().empty() && living().empty();
  })) << testing::PrintToString(living());
  std::ofstream(told) << "go on\n";
  EXPECT_TRUE(until([this] { return living() == server_; }))
      << testing::PrintToString(living());
}

TEST_F(Family, NobodyIsLeftWhenAllHaveEnded) {
  it_->program->finish();
  EXPECT_TRUE(until([this] { return living().empty(); }))
      << testing::PrintToString(living());
}

}  // namespace
}  // namespace looplab::target
