// SPDX-License-Identifier: BSL-1.0
//
// looplab-view as a person meets it: on a real pty, with a real server behind
// it and real clients in front of it.
#include <signal.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/program/own_records.hpp"
#include "tests/support/http_response.hpp"
#include "tests/support/patience.hpp"
#include "tests/support/process.hpp"
#include "tests/support/pty_terminal.hpp"
#include "tests/support/tcp_client.hpp"

namespace looplab {
namespace {

using support::pty_terminal;
using support::tcp_client;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

const std::string view = LOOPLAB_VIEW;
const std::string server = EPOLL_SERVER;

class view_test : public testing::Test {
 protected:
  pty_terminal::environment environment() const {
    const auto set = records_.environment(SHARE_FOLDER);
    return {set.begin(), set.end()};
  }

  own_records records_;
};

const std::string hello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";

/// The first number behind `mark` on the screen; 0 if there is none.
int number_behind(const std::string& text, const std::string& mark) {
  const auto at = text.find(mark);
  return at == std::string::npos ? 0
                                 : std::atoi(text.c_str() + at + mark.size());
}

/// Watches a server, and holds it once it has said its port: the port.
std::uint16_t hold_server(pty_terminal& t) {
  EXPECT_TRUE(t.wait_for_text("q quit")) << t.text();
  EXPECT_EQ(t.text().find("not started with"), std::string::npos);
  std::uint16_t port = 0;
  t.type("o");
  EXPECT_TRUE(t.wait_for([&] {
    port = static_cast<std::uint16_t>(
        number_behind(t.text(), "listening on 127.0.0.1:"));
    return port > 0;
  })) << t.text();
  t.type("o");
  t.type(" ");
  EXPECT_TRUE(t.wait_for_text("HELD")) << t.text();
  return port;
}

std::vector<pid_t> children_of(pid_t parent) {
  const std::string pid = std::to_string(parent);
  std::ifstream file("/proc/" + pid + "/task/" + pid + "/children");
  return {std::istream_iterator<pid_t>(file), {}};
}

/// The process that draws: the supervisor's only child.
pid_t screen_of(const pty_terminal& t) {
  const std::vector<pid_t> children = children_of(t.pid());
  EXPECT_EQ(children.size(), 1u);
  return children.at(0);
}

/// Nobody may have waited for it yet.
bool has_ended(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  return !std::getline(file, text) ||
         text.compare(text.rfind(')') + 1, 2, " Z") == 0;
}

TEST_F(view_test, opens_the_home_screen_and_gives_the_terminal_back) {
  pty_terminal t(100, 30, {view, "home"}, environment());
  ASSERT_TRUE(t.wait_for_text("epoll")) << t.text();
  t.type("?");
  ASSERT_TRUE(t.wait_for_text("HELP")) << t.text();
  t.type("?");
  t.type("q");
  const auto status = t.wait_for_exit();
  ASSERT_TRUE(status && WIFEXITED(*status));
  EXPECT_EQ(WEXITSTATUS(*status), 0);
  EXPECT_FALSE(t.alternate_screen());
  EXPECT_TRUE(t.cursor_visible());
}

TEST_F(view_test, learns_chapter_06_in_slow_motion) {
  pty_terminal t(100, 30, {view, "learn", "06"}, environment());
  ASSERT_TRUE(t.wait_for_text("epoll_wait has just returned")) << t.text();
  t.type("1\r");
  ASSERT_TRUE(t.wait_for_text("TIMERS")) << t.text();
  ASSERT_TRUE(t.wait_for_text("RUN HANDLERS")) << t.text();
  for (int i = 0; i < 6; ++i) {
    t.type("+");  // the lesson is the same at any speed
  }
  ASSERT_TRUE(
      t.wait_for([&] { return number_behind(t.text(), "turn ") >= 5; }, 30s))
      << t.text();
  t.type(" ");
  ASSERT_TRUE(t.wait_for_text("HELD")) << t.text();
  t.type("T");
  t.type("N");
  t.type("n");
  t.type("?");
  ASSERT_TRUE(t.wait_for_text("HELP")) << t.text();
  t.type("?");
  t.type("q");
  ASSERT_TRUE(t.wait_for_text("epoll tells; it does not deliver")) << t.text();
  t.type("q");
  const auto status = t.wait_for_exit();
  ASSERT_TRUE(status && WIFEXITED(*status)) << t.text();
  EXPECT_EQ(WEXITSTATUS(*status), 0);
}

TEST_F(view_test, holds_steps_ten_turns_and_releases_a_server) {
  pty_terminal t(100, 30, {view, "watch", "--", server, "--port", "0"},
                 environment());
  const std::uint16_t port = hold_server(t);
  ASSERT_GT(port, 0);
  // Ten turns: each client's connection and request is at least one.
  std::vector<tcp_client> waiting;
  for (int i = 0; i < 12; ++i) {
    waiting.emplace_back(port);
    ASSERT_TRUE(waiting.back().send(hello));
  }
  EXPECT_EQ(waiting.back().wait(100ms), tcp_client::event::silence)
      << "a held server answers";
  int turn = number_behind(t.text(), "turn ");
  for (int i = 0; i < 10; ++i) {
    const int before = turn;
    t.type("t");
    ASSERT_TRUE(t.wait_for([&] {
      turn = number_behind(t.text(), "turn ");
      return turn > before;
    })) << t.text();
    // More than one turn may not pass unseen.
    EXPECT_EQ(turn, before + 1) << t.text();
    if (i < 9) {
      waiting.emplace_back(port);
      ASSERT_TRUE(waiting.back().send(hello));
    }
  }
  for (int i = 0; i < 6; ++i) {
    t.type("+");
  }
  t.type(" ");
  ASSERT_TRUE(t.wait_for_text("LIVE")) << t.text();
  for (tcp_client& one : waiting) {
    EXPECT_EQ(support::read_response(one).body, "hello\n");
  }
  t.type("q");
  EXPECT_TRUE(t.wait_for_exit());
}

TEST_F(view_test, a_killed_screen_lets_a_held_server_go) {
  pty_terminal t(100, 30, {view, "watch", "--", server, "--port", "0"},
                 environment());
  const std::uint16_t port = hold_server(t);
  ASSERT_GT(port, 0);
  const int server_pid = number_behind(t.text(), "pid ");
  tcp_client asks(port);
  ASSERT_TRUE(asks.send(hello));
  support::send_signal(screen_of(t), SIGKILL);
  ASSERT_TRUE(t.wait_for_exit());
  EXPECT_FALSE(t.alternate_screen());
  EXPECT_NE(t.modes().c_lflag & ECHO, 0u);
  EXPECT_EQ(support::read_response(asks).body, "hello\n")
      << "the server was not let go";
  EXPECT_EQ(support::get(port, "/hello").body, "hello\n");
  // It was started for this test, and nobody else ends it now.
  ASSERT_GT(server_pid, 0);
  support::send_signal(server_pid, SIGTERM);
}

TEST_F(view_test, a_killed_screen_says_where_its_recording_is) {
  const std::string file = records_.file("cut off.loop");
  pty_terminal t(100, 30,
                 {view, "watch", "-o", file, "--", server, "--port", "0"},
                 environment());
  ASSERT_GT(hold_server(t), 0);
  const int server_pid = number_behind(t.text(), "pid ");
  support::send_signal(screen_of(t), SIGKILL);
  ASSERT_TRUE(t.wait_for_exit());
  ASSERT_GT(server_pid, 0);
  support::send_signal(server_pid, SIGTERM);
  // It is longer than a row, and may be broken at a blank.
  std::string said = t.text();
  std::string command = "looplab replay '" + file + "'";
  for (std::string* text : {&said, &command}) {
    std::erase_if(*text, [](char c) { return c == ' ' || c == '\n'; });
  }
  EXPECT_NE(said.find(command), std::string::npos) << said;
  support::process replay(
      {view, {"replay", file, "--lines"}, records_.environment(SHARE_FOLDER)});
  EXPECT_EQ(replay.wait(), 0) << replay.output();
  EXPECT_NE(replay.output().find("fd "), std::string::npos);
}

TEST_F(view_test, a_killed_lesson_leaves_nothing_behind) {
  pty_terminal t(100, 30, {view, "learn", "06"}, environment());
  ASSERT_TRUE(t.wait_for_text("epoll_wait has just returned")) << t.text();
  t.type("1\r");
  ASSERT_TRUE(t.wait_for_text("pid ")) << t.text();
  // The server and its upstream, and who empties their terminals.
  std::vector<pid_t> started;
  const pid_t screen = screen_of(t);
  ASSERT_TRUE(t.wait_for([&] {
    started = children_of(screen);
    return started.size() >= 2;
  }));
  support::send_signal(screen, SIGKILL);
  ASSERT_TRUE(t.wait_for_exit());
  for (const pid_t one : started) {
    EXPECT_TRUE(support::eventually([&] { return has_ended(one); })) << one;
  }
}

/// The places in the chapter's own files that a text names: "loop.hpp:75".
std::set<std::string> places_in(const std::string& text) {
  std::set<std::string> out;
  for (const std::string file : {"server.cpp:", "loop.hpp:"}) {
    for (auto at = text.find(file); at != std::string::npos;
         at = text.find(file, at + 1)) {
      const auto end = text.find_first_not_of("0123456789", at + file.size());
      out.insert(text.substr(at, end - at));
    }
  }
  return out;
}

TEST_F(view_test, narrates_the_lesson_without_a_terminal) {
  support::process lesson(
      {view, {"learn", "06"}, records_.environment(SHARE_FOLDER)});
  EXPECT_EQ(lesson.wait(std::chrono::minutes(1)), 0);
  const std::string text = lesson.output();
  EXPECT_NE(text.find("turn 5"), std::string::npos);
  EXPECT_NE(text.find("client 1"), std::string::npos);
  EXPECT_NE(text.find("fd "), std::string::npos);
  // Every source line that is named exists and is not blank.
  const std::set<std::string> places = places_in(text);
  EXPECT_GE(places.size(), 5u) << text.substr(0, 4000);
  for (const std::string& where : places) {
    const auto colon = where.find(':');
    std::ifstream file(std::string(SHARE_FOLDER) + "/chapters/06-epoll/" +
                       where.substr(0, colon));
    std::string line;
    for (int i = std::stoi(where.substr(colon + 1)); i > 0; --i) {
      ASSERT_TRUE(std::getline(file, line)) << where;
    }
    EXPECT_NE(line.find_first_not_of(" \t}{"), std::string::npos) << where;
  }
}

}  // namespace
}  // namespace looplab
