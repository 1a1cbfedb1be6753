// SPDX-License-Identifier: BSL-1.0
//
// looplab-view as a person meets it: on a real pty, with a real server behind
// it and real clients in front of it.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/support/patience.hpp"
#include "tests/support/pty_terminal.hpp"

namespace looplab {
namespace {

using support::pty_terminal;
using support::special_key;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

const std::string view = LOOPLAB_VIEW;
const std::string server = EPOLL_SERVER;

/// A folder of its own for the person's records, so that tests leave none.
class view_test : public testing::Test {
 protected:
  view_test() {
    char pattern[] = "/tmp/looplab-view-XXXXXX";
    home_ = mkdtemp(pattern);
  }

  ~view_test() override { std::filesystem::remove_all(home_); }

  pty_terminal::environment environment() const {
    return {{"XDG_DATA_HOME", home_.string()}, {"LOOPLAB_SHARE", SHARE_FOLDER}};
  }

  std::filesystem::path home_;
};

/// A client that asks and may have to wait for its answer.
class client {
 public:
  explicit client(int port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }

  ~client() { close(fd_); }

  client(const client&) = delete;
  client& operator=(const client&) = delete;

  bool ask() const {
    const std::string request = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";
    return connected_ &&
           send(fd_, request.data(), request.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(request.size());
  }

  bool answered(std::chrono::milliseconds limit) const {
    pollfd readable{fd_, POLLIN, 0};
    if (poll(&readable, 1, static_cast<int>(limit.count())) != 1) {
      return false;
    }
    std::array<char, 4096> bytes;
    const ssize_t n = recv(fd_, bytes.data(), bytes.size(), 0);
    return n > 0 && std::string(bytes.data(), static_cast<std::size_t>(n))
                            .find("hello") != std::string::npos;
  }

 private:
  int fd_;
  bool connected_ = false;
};

/// The first number behind `mark` on the screen; 0 if there is none.
int number_behind(const std::string& text, const std::string& mark) {
  const auto at = text.find(mark);
  return at == std::string::npos ? 0
                                 : std::atoi(text.c_str() + at + mark.size());
}

/// Waits for the port in the program's output pane, which `o` shows.
int port_on_screen(pty_terminal& t) {
  int port = 0;
  t.type("o");
  EXPECT_TRUE(t.wait_for([&] {
    port = number_behind(t.text(), "listening on 127.0.0.1:");
    return port > 0;
  })) << t.text();
  t.type("o");
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
  const int port = port_on_screen(t);
  ASSERT_GT(port, 0);
  t.type(" ");
  ASSERT_TRUE(t.wait_for_text("HELD")) << t.text();
  // Ten turns: each client's connection and request is at least one.
  std::vector<std::unique_ptr<client>> waiting;
  for (int i = 0; i < 12; ++i) {
    waiting.push_back(std::make_unique<client>(port));
    ASSERT_TRUE(waiting.back()->ask());
  }
  EXPECT_FALSE(waiting.back()->answered(100ms)) << "a held server answers";
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
      waiting.push_back(std::make_unique<client>(port));
      ASSERT_TRUE(waiting.back()->ask());
    }
  }
  for (int i = 0; i < 6; ++i) {
    t.type("+");
  }
  t.type(" ");
  ASSERT_TRUE(t.wait_for_text("LIVE")) << t.text();
  for (const auto& one : waiting) {
    EXPECT_TRUE(one->answered(5s));
  }
  t.type("q");
  EXPECT_TRUE(t.wait_for_exit());
}

TEST_F(view_test, a_killed_screen_lets_a_held_server_go) {
  pty_terminal t(100, 30, {view, "watch", "--", server, "--port", "0"},
                 environment());
  const int port = port_on_screen(t);
  ASSERT_GT(port, 0);
  t.type(" ");
  ASSERT_TRUE(t.wait_for_text("HELD")) << t.text();
  const int server_pid = number_behind(t.text(), "pid ");
  client asks(port);
  ASSERT_TRUE(asks.ask());
  kill(screen_of(t), SIGKILL);
  ASSERT_TRUE(t.wait_for_exit());
  EXPECT_FALSE(t.alternate_screen());
  EXPECT_NE(t.modes().c_lflag & ECHO, 0u);
  EXPECT_TRUE(asks.answered(5s)) << "the server was not let go";
  client again(port);
  ASSERT_TRUE(again.ask());
  EXPECT_TRUE(again.answered(5s));
  // It was started for this test, and nobody else ends it now.
  ASSERT_GT(server_pid, 0);
  kill(server_pid, SIGTERM);
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
  kill(screen, SIGKILL);
  ASSERT_TRUE(t.wait_for_exit());
  for (const pid_t one : started) {
    EXPECT_TRUE(support::eventually([&] { return has_ended(one); })) << one;
  }
}

/// What a command prints on its standard output, and its exit code.
std::pair<std::string, int> output_of(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  std::array<char, 4096> bytes;
  while (const std::size_t n = fread(bytes.data(), 1, bytes.size(), pipe)) {
    out.append(bytes.data(), n);
  }
  return {out, pclose(pipe)};
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
  const auto [text, status] = output_of("XDG_DATA_HOME=" + home_.string() +
                                        " LOOPLAB_SHARE=" + SHARE_FOLDER + " " +
                                        view + " learn 06 </dev/null");
  EXPECT_EQ(status, 0);
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
