// SPDX-License-Identifier: BSL-1.0
//
// Any key at any size, on every screen: somebody drags the window's corner
// while keys are held down. The program must answer each time, and give the
// terminal back in the end. Sanitizers watch it.
#include <signal.h>
#include <sys/wait.h>

#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/process.hpp"
#include "tests/support/pty_terminal.hpp"

namespace looplab {
namespace {

using support::pty_terminal;
using namespace std::string_literals;

/// Where the storm begins, and what opens each of the screens from there.
struct place {
  const char* name;
  std::vector<std::string> arguments;  ///< "FILE" is a recording
  std::string begins;                  ///< on the screen once it is there
};

void PrintTo(const place& one, std::ostream* to) {
  *to << one.name;
}

// All that do something, but those that leave; and a click, and a wheel.
const std::vector<std::string> keys = {" ",
                                       "n",
                                       "N",
                                       "t",
                                       "T",
                                       "b",
                                       "c",
                                       "C",
                                       "+",
                                       "-",
                                       "[",
                                       "]",
                                       "j",
                                       "k",
                                       "1",
                                       "3",
                                       "\t",
                                       "f",
                                       ",",
                                       ".",
                                       "\r",
                                       "/state",
                                       "\r",
                                       "a",
                                       "o",
                                       "m",
                                       "w",
                                       "p",
                                       "?",
                                       "turn",
                                       "\x1bOA",
                                       "\x1bOB",
                                       "\x1bOC",
                                       "\x1bOD",
                                       "\x1bOH",
                                       "\x1bOF",
                                       "v",
                                       "\x1b[<0;9;9M\x1b[<0;9;9m",
                                       "\x1b[<64;5;8M"};

class storm : public testing::TestWithParam<place> {
 protected:
  void SetUp() override {
    support::process lesson({LOOPLAB_VIEW,
                             {"learn", "06", "--lines", "-o", file_},
                             records_.environment(SHARE_FOLDER)});
    ASSERT_EQ(lesson.wait(), 0) << lesson.output();
  }

  std::vector<std::string> command() const {
    std::vector<std::string> out{LOOPLAB_VIEW};
    for (const std::string& one : GetParam().arguments) {
      out.push_back(one == "FILE" ? file_ : one);
    }
    return out;
  }

  own_records records_;
  std::string file_ = records_.file("lesson.loop");
};

using size = std::pair<int, int>;

size some_size(std::mt19937& random) {
  constexpr size odd[] = {{1, 1},   {1, 60},  {250, 1}, {2, 2},
                          {80, 24}, {79, 24}, {100, 30}};
  const auto up_to = [&](int most) {
    return 1 + static_cast<int>(random() % static_cast<unsigned>(most));
  };
  return random() % 3 == 0 ? odd[random() % std::size(odd)]
                           : size(up_to(160), up_to(50));
}

TEST_P(storm, leaves_it_answering) {
  const auto set = records_.environment(SHARE_FOLDER);
  pty_terminal t(100, 30, command(), {set.begin(), set.end()});
  ASSERT_TRUE(t.wait_for_text(GetParam().begins)) << t.text();
  std::mt19937 random(20);
  std::string told;
  size now{100, 30};
  for (int round = 0; round < 120; ++round) {
    const size before_it = now;
    while (now == before_it) {
      now = some_size(random);
    }
    const auto [columns, rows] = now;
    const std::string& key = keys[random() % keys.size()];
    told +=
        std::to_string(columns) + "x" + std::to_string(rows) + " " + key + "\n";
    const int before = t.frames();
    t.resize(columns, rows);
    t.type(key);
    ASSERT_TRUE(t.wait_for([&] { return t.frames() > before; }))
        << "no picture after\n"
        << told;
  }
  t.signal(SIGTERM);
  const auto status = t.wait_for_exit();
  ASSERT_TRUE(status) << told;
  EXPECT_FALSE(WIFSIGNALED(*status) && WTERMSIG(*status) != SIGTERM) << told;
  EXPECT_FALSE(t.alternate_screen());
  EXPECT_TRUE(t.cursor_visible());
  EXPECT_NE(t.modes().c_lflag & ECHO, 0u);
}

INSTANTIATE_TEST_SUITE_P(
    any_key, storm,
    testing::Values(
        place{"replay", {"replay", "FILE"}, "q quit"},
        place{"two_recordings", {"replay", "FILE", "FILE"}, "q quit"},
        place{"live", {"watch", "--", EPOLL_SERVER, "--port", "0"}, "q quit"},
        place{"home", {"home"}, "epoll"}),
    [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace looplab
